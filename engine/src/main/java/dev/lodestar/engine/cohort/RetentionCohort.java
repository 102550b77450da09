package dev.lodestar.engine.cohort;

import java.time.LocalDate;
import java.util.List;

/**
 * A row of the retention matrix.
 *
 * @param cohort the first day of the cohort's period
 * @param size all users of the cohort, active or not
 * @param cells one for every period that starts before the end of the range
 */
public record RetentionCohort(LocalDate cohort, long size, List<RetentionCell> cells) {}
