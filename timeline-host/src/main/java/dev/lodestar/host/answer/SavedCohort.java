package dev.lodestar.host.answer;

import dev.lodestar.engine.analysis.NamedCohort;
import dev.lodestar.engine.query.UserCriterion;

/**
 * A saved cohort, ready to be asked.
 *
 * @param reference which one it is
 * @param criterion who belongs to it
 */
public record SavedCohort(NamedCohort reference, UserCriterion criterion) {}
