package dev.lodestar.engine.northstar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalInt;

/**
 * The least-squares line through the values of consecutive weeks, in exact arithmetic: a line that meets the target in a week must not miss it
 * by a rounding. With n weeks, x counted from 0 and S for sums, the line at x is Sy/n + (nSxy − SxSy)/(nSxx − SxSx) · (x − Sx/n).
 */
final class Trend {
    private static final BigDecimal MAX_WEEKS_AHEAD = BigDecimal.valueOf(520);

    private final long weeks;
    private final BigDecimal rise;
    private final BigDecimal lastLevel;
    private final BigDecimal scale;

    /** The line through at least two values. */
    Trend(long[] values) {
        this.weeks = values.length;
        long sumX = 0;
        long sumXx = 0;
        BigDecimal sumY = BigDecimal.ZERO;
        BigDecimal sumXy = BigDecimal.ZERO;
        for (int x = 0; x < values.length; x++) {
            sumX += x;
            sumXx += (long) x * x;
            sumY = sumY.add(BigDecimal.valueOf(values[x]));
            sumXy = sumXy.add(BigDecimal.valueOf(values[x]).multiply(BigDecimal.valueOf(x)));
        }
        BigDecimal divisor = BigDecimal.valueOf(weeks * sumXx - sumX * sumX);
        this.rise = sumXy.multiply(BigDecimal.valueOf(weeks)).subtract(sumY.multiply(BigDecimal.valueOf(sumX)));
        this.lastLevel = sumY.multiply(divisor).add(rise.multiply(BigDecimal.valueOf(weeks * (weeks - 1) - sumX)));
        this.scale = divisor.multiply(BigDecimal.valueOf(weeks));
    }

    /** How many weeks after the last one the line first meets a value above it, at least 1; empty where it does not in ten years. */
    OptionalInt weeksUntil(double target) {
        if (rise.signum() <= 0) {
            return OptionalInt.empty();
        }
        BigDecimal missing = BigDecimal.valueOf(target).multiply(scale).subtract(lastLevel);
        BigDecimal ahead = missing.divide(rise.multiply(BigDecimal.valueOf(weeks)), 0, RoundingMode.CEILING);
        return ahead.compareTo(MAX_WEEKS_AHEAD) > 0
                ? OptionalInt.empty()
                : OptionalInt.of(ahead.max(BigDecimal.ONE).intValueExact());
    }
}
