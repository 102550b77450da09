package dev.lodestar.engine.funnel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long users took to a step, in seconds; null where nobody reached it. Quantiles lie between the two times that are nearest to them in rank, as
 * far from each as their rank is (SQL's {@code percentile_cont}); they and the mean are exact.
 *
 * @param users how many they are
 * @param medianSeconds half of them took no longer
 * @param p90Seconds nine in ten of them took no longer
 * @param meanSeconds the mean
 * @param histogram how many took how long, in classes up to the window
 */
public record TimeToConvert(
        long users,
        @Nullable Double medianSeconds,
        @Nullable Double p90Seconds,
        @Nullable Double meanSeconds,
        List<Bucket> histogram) {

    /**
     * A class of times.
     *
     * @param upToSeconds its upper bound, inclusive; times up to the bound of the class before are not in it
     * @param users how many took so long
     */
    public record Bucket(long upToSeconds, long users) {}
}
