package dev.lodestar.report.alert.domain;

import java.util.Arrays;

/**
 * How far a value is from its history, in standard deviations that outliers of the history cannot stretch: the modified z-score of Iglewicz and Hoaglin
 * (How to Detect and Handle Outliers, 1993), 0.6745·(x − median)/MAD. Where more than half of the history is one value the MAD is 0, and the mean absolute
 * deviation takes its place: (x − median)/(1.253314·MeanAD).
 */
public record RobustScore(double median, double score) {
    /** Φ⁻¹(3/4): the MAD of a normal distribution in standard deviations. */
    static final double MAD_OF_NORMAL = 0.6745;

    /** √(π/2): the standard deviation of a normal distribution in mean absolute deviations. */
    static final double SIGMA_IN_MEAN_AD = 1.253314;

    /**
     * The score of a value.
     *
     * @param history the values before it, at least one
     * @return an infinite score where the history is one value throughout and this is another
     */
    public static RobustScore of(double value, double[] history) {
        double median = median(history);
        double[] deviations =
                Arrays.stream(history).map(past -> Math.abs(past - median)).toArray();
        double away = value - median;
        if (away == 0) {
            return new RobustScore(median, 0);
        }
        double mad = median(deviations);
        if (mad > 0) {
            return new RobustScore(median, MAD_OF_NORMAL * away / mad);
        }
        double meanDeviation = Arrays.stream(deviations).average().orElse(0);
        return new RobustScore(median, away / (SIGMA_IN_MEAN_AD * meanDeviation));
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing has no median");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
