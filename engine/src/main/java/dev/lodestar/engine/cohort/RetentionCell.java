package dev.lodestar.engine.cohort;

import org.jspecify.annotations.Nullable;

/**
 * A cohort in one period of its life.
 *
 * @param period periods since the cohort's own, from 0
 * @param activeUsers users of the cohort active in it; null where censored
 * @param retentionRate active / size
 * @param ciLow lower end of Wilson's 95 % interval
 * @param ciHigh upper end of it
 * @param censored whether the period is not complete before the end of the range
 */
public record RetentionCell(
        int period,
        @Nullable Long activeUsers,
        @Nullable Double retentionRate,
        @Nullable Double ciLow,
        @Nullable Double ciHigh,
        boolean censored) {}
