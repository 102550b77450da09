package dev.lodestar.engine.cohort;

import java.util.List;

/**
 * The users with one value of the attribute that a retention is broken down by.
 *
 * @param value the value; {@code (none)} without one, {@code (other)} for all that are not shown by themselves
 * @param values how many values that is: 1, but for {@code (other)}
 * @param size the sum of its cohorts' sizes
 * @param cohorts its cohorts that have users, in time order
 * @param pooled the columns, from 0
 */
public record RetentionGroup(
        String value, long values, long size, List<RetentionCohort> cohorts, List<PooledRetention> pooled) {}
