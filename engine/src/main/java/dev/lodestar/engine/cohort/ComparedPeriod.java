package dev.lodestar.engine.cohort;

import org.jspecify.annotations.Nullable;

/**
 * The pooled retention of both sides in one period of their lives.
 *
 * @param period periods since the cohorts' own
 * @param earlyActive active users of the early cohorts
 * @param earlySize users of the early cohorts
 * @param earlyRate their ratio
 * @param lateActive active users of the late cohorts
 * @param lateSize users of the late cohorts
 * @param lateRate their ratio
 * @param difference lateRate − earlyRate
 * @param ciLow lower end of Newcombe's 95 % interval of the difference
 * @param ciHigh upper end of it
 * @param z the pooled two-proportion statistic, of the difference's sign; null where all or none are active
 * @param pValue two-sided; 1 where z is null
 * @param pAdjusted after Holm, over the periods compared
 */
public record ComparedPeriod(
        int period,
        long earlyActive,
        long earlySize,
        double earlyRate,
        long lateActive,
        long lateSize,
        double lateRate,
        double difference,
        double ciLow,
        double ciHigh,
        @Nullable Double z,
        double pValue,
        double pAdjusted) {}
