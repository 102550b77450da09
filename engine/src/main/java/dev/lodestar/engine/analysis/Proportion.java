package dev.lodestar.engine.analysis;

import dev.lodestar.engine.statistics.Interval;
import dev.lodestar.engine.statistics.Proportions;
import org.jspecify.annotations.Nullable;

/**
 * A rate with Wilson's 95 % interval; all null on an empty or unknown base.
 *
 * @param rate part/base
 * @param ciLow lower end of the interval
 * @param ciHigh upper end of it
 */
public record Proportion(
        @Nullable Double rate,
        @Nullable Double ciLow,
        @Nullable Double ciHigh) {
    /** No rate. */
    public static final Proportion UNKNOWN = new Proportion(null, null, null);

    /** part/base. */
    public static Proportion of(long part, long base) {
        return Proportions.wilson(part, base)
                .map(interval -> known(part, base, interval))
                .orElse(UNKNOWN);
    }

    private static Proportion known(long part, long base, Interval interval) {
        return new Proportion((double) part / base, interval.low(), interval.high());
    }
}
