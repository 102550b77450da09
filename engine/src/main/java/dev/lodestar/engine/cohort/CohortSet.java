package dev.lodestar.engine.cohort;

import java.time.LocalDate;
import java.util.List;

/**
 * One side of a comparison.
 *
 * @param cohorts the first days of its cohorts' periods
 * @param users all users of them
 */
public record CohortSet(List<LocalDate> cohorts, long users) {}
