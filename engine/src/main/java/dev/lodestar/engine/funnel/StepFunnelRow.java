package dev.lodestar.engine.funnel;

import org.jspecify.annotations.Nullable;

/**
 * One step of an ad-hoc funnel.
 *
 * @param stepNumber its number, from 1
 * @param label what it is called
 * @param users users who reached it
 * @param conversionFromPrevious users / users of the step before; null for the first step and on an empty base
 * @param overallConversion users / users of step 1; null on an empty base
 * @param dropOffRate 1 − conversionFromPrevious
 * @param ciLow lower end of Wilson's 95 % interval of conversionFromPrevious
 * @param ciHigh upper end of it
 * @param overallCiLow lower end of Wilson's 95 % interval of overallConversion
 * @param overallCiHigh upper end of it
 * @param inProgress users at the step before, not at this one, whose window is still open
 * @param fromPrevious the time from the step before, of the users who reached this one; null for the first step and where the steps come in
 *     any order
 * @param fromFirst the time from step 1; null for the first step
 * @param reason why a rate is null, else null
 */
public record StepFunnelRow(
        int stepNumber,
        String label,
        long users,
        @Nullable Double conversionFromPrevious,
        @Nullable Double overallConversion,
        @Nullable Double dropOffRate,
        @Nullable Double ciLow,
        @Nullable Double ciHigh,
        @Nullable Double overallCiLow,
        @Nullable Double overallCiHigh,
        long inProgress,
        @Nullable TimeToConvert fromPrevious,
        @Nullable TimeToConvert fromFirst,
        @Nullable String reason) {}
