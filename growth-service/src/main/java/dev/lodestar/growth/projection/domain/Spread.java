package dev.lodestar.growth.projection.domain;

import java.util.Arrays;

/** Mean and quantiles of a drawn quantity. */
public record Spread(double mean, double p10, double p50, double p90) {

    static Spread of(double[] draws) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        return new Spread(
                Arrays.stream(draws).sum() / draws.length,
                quantile(sorted, 0.1),
                quantile(sorted, 0.5),
                quantile(sorted, 0.9));
    }

    /** Linear between order statistics (type 7 of Hyndman and Fan 1996). */
    private static double quantile(double[] sorted, double probability) {
        double position = probability * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
