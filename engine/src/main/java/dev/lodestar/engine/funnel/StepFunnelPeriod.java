package dev.lodestar.engine.funnel;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ad-hoc funnel of the users of one period.
 *
 * @param periodStart the calendar start of the period
 * @param partial whether the range cuts it
 * @param users users by step
 * @param overallConversion users of the last step / users of the first; null on an empty base
 * @param ciLow lower end of Wilson's 95 % interval of it
 * @param ciHigh upper end of it
 * @param inProgress users short of the last step whose window is still open
 */
public record StepFunnelPeriod(
        LocalDate periodStart,
        boolean partial,
        List<Long> users,
        @Nullable Double overallConversion,
        @Nullable Double ciLow,
        @Nullable Double ciHigh,
        long inProgress) {}
