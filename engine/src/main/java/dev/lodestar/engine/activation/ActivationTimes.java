package dev.lodestar.engine.activation;

import dev.lodestar.engine.query.ActivationQuery;
import dev.lodestar.engine.query.ActivationTimesQuery;
import dev.lodestar.engine.query.Histogram;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.statistics.KaplanMeier;
import dev.lodestar.engine.statistics.SurvivalData;
import dev.lodestar.engine.time.TimeClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The survival curve of activation from two rounds: classes of times for everybody, and exact times where they matter to a quantile.
 *
 * <p>Within a class that only activations fall into, or only censored times, the curve's value at the end does not hang on their order. Elsewhere it lies
 * between what it would be with the activations first and with them last. From these bounds follows in which classes a quantile may lie: these are wanted
 * exactly, and so are the classes of both kinds up to them. The quantiles are those of the curve over the exact times of everybody.
 */
public final class ActivationTimes {
    /** Far more than rounding adds up to, and far less than one user of a thousand million. */
    private static final double MARGIN = 1e-9;

    private final long[] numbers;
    private final long[] activated;
    private final long[] censored;
    private final boolean[] wanted;

    private ActivationTimes(Histogram activated, Histogram censored, List<Double> quantiles) {
        this.numbers = activated.plus(censored).values();
        this.activated = countsAt(numbers, activated);
        this.censored = countsAt(numbers, censored);
        this.wanted = new boolean[numbers.length];
        quantiles.forEach(this::want);
    }

    /** Reads the first round. */
    public static ActivationTimes of(Tally classes, List<Double> quantiles) {
        return new ActivationTimes(
                classes.histogram(ActivationQuery.ACTIVATION_CLASSES),
                classes.histogram(ActivationQuery.CENSORED_CLASSES),
                quantiles);
    }

    private static long[] countsAt(long[] values, Histogram histogram) {
        long[] counts = new long[values.length];
        int next = 0;
        for (int i = 0; i < values.length && next < histogram.values().length; i++) {
            if (histogram.values()[next] == values[i]) {
                counts[i] = histogram.counts()[next++];
            }
        }
        return counts;
    }

    private void want(double quantile) {
        double atRisk = Arrays.stream(activated).sum() + Arrays.stream(censored).sum();
        double lowest = 1;
        double highest = 1;
        int first = numbers.length;
        int end = 0;
        for (int i = 0; i < numbers.length && highest > 1 - quantile - MARGIN; i++) {
            double stay = atRisk - censored[i];
            lowest *= activated[i] == 0 ? 1 : (stay - activated[i]) / stay;
            highest *= (atRisk - activated[i]) / atRisk;
            atRisk -= activated[i] + censored[i];
            if (lowest <= 1 - quantile + MARGIN) {
                first = Math.min(first, i);
                end = i + 1;
            }
        }
        for (int i = 0; i < end; i++) {
            wanted[i] |= activated[i] > 0 && (i >= first || censored[i] > 0);
        }
    }

    /** The classes to ask for exactly; none where no quantile exists. */
    public List<Integer> wanted() {
        List<Integer> classes = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (wanted[i]) {
                classes.add((int) numbers[i]);
            }
        }
        return classes;
    }

    /**
     * The curve, whose quantiles are exact where they are among those that the classes were read for.
     *
     * @param exact the second round
     * @return empty where a partition went away between the rounds
     */
    public Optional<KaplanMeier> curve(Tally exact) {
        Histogram times = exact.histogram(ActivationTimesQuery.TIMES_TO_ACTIVATION);
        Histogram ages = exact.histogram(ActivationTimesQuery.CENSORED_TIMES);
        return times.total() == wantedOf(activated) && ages.total() == wantedOf(censored)
                ? Optional.of(KaplanMeier.fit(survival(times, ages)))
                : Optional.empty();
    }

    private long wantedOf(long[] counts) {
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += wanted[i] ? counts[i] : 0;
        }
        return total;
    }

    /** Those of the classes not wanted stand at the least time of their class: no quantile lies there, and up to the last one their order does not matter. */
    private SurvivalData survival(Histogram times, Histogram ages) {
        Histogram events = times.plus(atLeast(activated));
        Histogram lost = ages.plus(atLeast(censored));
        long[] all = events.plus(lost).values();
        return new SurvivalData(all, countsAt(all, events), countsAt(all, lost));
    }

    private Histogram atLeast(long[] counts) {
        long[] times = new long[numbers.length];
        long[] users = new long[numbers.length];
        int size = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (counts[i] > 0 && !wanted[i]) {
                times[size] = TimeClasses.leastOf((int) numbers[i]);
                users[size++] = counts[i];
            }
        }
        return new Histogram(Arrays.copyOf(times, size), Arrays.copyOf(users, size));
    }
}
