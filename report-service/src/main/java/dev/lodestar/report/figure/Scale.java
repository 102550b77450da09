package dev.lodestar.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A linear scale from values to pixels, with round ticks.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}
 */
record Scale(double low, double high, double from, double to) {
    private static final int TICKS = 5;

    /** A scale that covers the values and zero; [0, 1] for no values or zeros alone. */
    static Scale covering(DoubleStream values, double from, double to) {
        double[] range = {0, 0};
        values.forEach(value -> {
            range[0] = Math.min(range[0], value);
            range[1] = Math.max(range[1], value);
        });
        if (range[0] == range[1]) {
            return new Scale(0, 1, from, to);
        }
        double step = step(range[1] - range[0]);
        return new Scale(Math.floor(range[0] / step) * step, Math.ceil(range[1] / step) * step, from, to);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    List<Double> ticks() {
        double step = step(high - low);
        List<Double> ticks = new ArrayList<>();
        for (long i = Math.round(low / step); i * step <= high + step / 1e6; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten, so that about five steps make the range. */
    private static double step(double range) {
        double raw = range / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double lead = raw / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }
}
