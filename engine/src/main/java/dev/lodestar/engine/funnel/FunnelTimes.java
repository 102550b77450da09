package dev.lodestar.engine.funnel;

import dev.lodestar.engine.query.DurationClasses;
import dev.lodestar.engine.query.Histogram;
import dev.lodestar.engine.query.StepFunnelQuery.Since;
import dev.lodestar.engine.query.StepFunnelQuery.WantedTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The times of some users to one step: how many lie in each fine class, and the sum. Tells which classes must be known to the millisecond for the
 * quantiles, and, once they are, sums everything up.
 */
record FunnelTimes(Histogram classes, long sumMillis) {
    private static final double MILLIS = 1_000.0;

    /** Quantiles in tenths, so that ranks are exact. */
    private static final int MEDIAN = 5;

    private static final int P90 = 9;
    private static final int TENTHS = 10;

    FunnelTimes plus(FunnelTimes other) {
        return new FunnelTimes(classes.plus(other.classes), Math.addExact(sumMillis, other.sumMillis));
    }

    /** What to ask for; empty where nobody is there. */
    Optional<WantedTimes> wanted(String group, Since since, int step) {
        return classes.total() == 0
                ? Optional.empty()
                : Optional.of(new WantedTimes(group, since, step, List.copyOf(wantedClasses())));
    }

    private TreeSet<Integer> wantedClasses() {
        long total = classes.total();
        TreeSet<Integer> numbers = new TreeSet<>();
        for (int tenths : new int[] {MEDIAN, P90}) {
            long low = (total - 1) * tenths / TENTHS;
            numbers.add((int) classes.ranked(low));
            numbers.add((int) classes.ranked(Math.min(low + 1, total - 1)));
        }
        return numbers;
    }

    private long wantedTotal() {
        TreeSet<Integer> wanted = wantedClasses();
        long total = 0;
        for (int i = 0; i < classes.values().length; i++) {
            total += wanted.contains((int) classes.values()[i]) ? classes.counts()[i] : 0;
        }
        return total;
    }

    /**
     * The summary.
     *
     * @param exact the times in the classes wanted, in milliseconds
     * @param windowMillis the funnel's window, which ends the histogram
     */
    TimeToConvert summary(Histogram exact, long windowMillis) {
        long total = classes.total();
        return new TimeToConvert(
                total,
                quantile(MEDIAN, exact),
                quantile(P90, exact),
                total == 0 ? null : sumMillis / MILLIS / total,
                histogram(windowMillis));
    }

    private @Nullable Double quantile(int tenths, Histogram exact) {
        long total = classes.total();
        if (total == 0 || exact.total() < wantedTotal()) {
            return null; // a partition went away between the rounds
        }
        long low = (total - 1) * tenths / TENTHS;
        double share = (double) ((total - 1) * tenths % TENTHS) / TENTHS;
        double lower = ranked(low, exact);
        double upper = ranked(Math.min(low + 1, total - 1), exact);
        return (lower + share * (upper - lower)) / MILLIS;
    }

    /** The exact classes are some of all: what lies below the rank's class counts as far as it is among them. */
    private long ranked(long rank, Histogram exact) {
        long number = classes.ranked(rank);
        long before = Arrays.stream(exact.values())
                .filter(millis -> DurationClasses.of(millis) < number)
                .count();
        long exactBefore = Arrays.stream(exact.counts()).limit(before).sum();
        return exact.ranked(rank - classes.countBelow(number) + exactBefore);
    }

    private List<TimeToConvert.Bucket> histogram(long windowMillis) {
        long[] users = DurationClasses.coarse(classes);
        List<TimeToConvert.Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < users.length; i++) {
            long upper = DurationClasses.bounds().get(i).toMillis();
            buckets.add(new TimeToConvert.Bucket(upper / 1_000, users[i]));
            if (upper >= windowMillis) {
                break;
            }
        }
        return buckets;
    }
}
