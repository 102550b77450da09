package dev.lodestar.engine.cohort;

import org.jspecify.annotations.Nullable;

/**
 * A column of the retention matrix: all cohorts with a value in it, pooled.
 *
 * @param period periods since the cohort's own
 * @param activeUsers the sum over the cohorts with a value
 * @param cohortSize the sum of their sizes
 * @param retentionRate active / size; null where no cohort has a value
 * @param ciLow lower end of Wilson's 95 % interval
 * @param ciHigh upper end of it
 */
public record PooledRetention(
        int period,
        @Nullable Long activeUsers,
        @Nullable Long cohortSize,
        @Nullable Double retentionRate,
        @Nullable Double ciLow,
        @Nullable Double ciHigh) {}
