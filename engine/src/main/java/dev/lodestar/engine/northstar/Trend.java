package dev.lodestar.engine.northstar;

import java.util.OptionalInt;

/** The least-squares line through the values of consecutive weeks. */
final class Trend {
    private static final int MAX_WEEKS_AHEAD = 520;

    private final double last;
    private final double slope;

    /** The line through at least two values. */
    Trend(long[] values) {
        double middle = (values.length - 1) / 2.0;
        double mean = 0;
        for (long value : values) {
            mean += (double) value / values.length;
        }
        double covariance = 0;
        double variance = 0;
        for (int week = 0; week < values.length; week++) {
            covariance += (week - middle) * (values[week] - mean);
            variance += (week - middle) * (week - middle);
        }
        this.slope = covariance / variance;
        this.last = mean + slope * middle;
    }

    /** How many weeks after the last one the line first meets a value above it, at least 1; empty where it does not in ten years. */
    OptionalInt weeksUntil(double target) {
        double weeks = Math.ceil((target - last) / slope);
        return slope <= 0 || weeks > MAX_WEEKS_AHEAD ? OptionalInt.empty() : OptionalInt.of((int) Math.max(1, weeks));
    }
}
