package dev.lodestar.engine.activation;

import dev.lodestar.engine.query.ActivationQuery;
import dev.lodestar.engine.query.ActivationTimesQuery;
import dev.lodestar.engine.query.CensoredTimesQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.Histogram;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.engine.statistics.KaplanMeier;
import dev.lodestar.engine.statistics.SurvivalData;
import dev.lodestar.engine.time.TimeClasses;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The survival curve of activation from three rounds: classes of times for everybody, and what matters to a quantile more exactly.
 *
 * <p>Within a class that only activations fall into, or only censored times, the curve's value at the end does not hang on their order. Elsewhere it lies
 * between what it would be with the activations first and with them last. From these bounds follows in which classes a quantile may lie: in these,
 * activations are wanted to the millisecond. In the classes of both kinds up to them the censored are, who are few as they are young, and of the
 * activations how many lie between each two of them. The quantiles are those of the curve over the exact times of everybody.
 */
public final class ActivationTimes {
    /** Far more than rounding adds up to, and far less than one user of a thousand million. */
    private static final double MARGIN = 1e-9;

    /** More would make a question of some megabytes, so that exact times are asked for instead. */
    private static final int MOST_MARKS = 100_000;

    private final long[] numbers;
    private final long[] activated;
    private final long[] censored;

    /** By class: whether its times matter. */
    private final boolean[] wanted;

    /** By class: whether a quantile may lie in it. */
    private final boolean[] decisive;

    private ActivationTimes(Histogram activated, Histogram censored, List<Double> quantiles) {
        this.numbers = activated.plus(censored).values();
        this.activated = countsAt(numbers, activated);
        this.censored = countsAt(numbers, censored);
        this.wanted = new boolean[numbers.length];
        this.decisive = new boolean[numbers.length];
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
            decisive[i] |= i >= first;
        }
    }

    /**
     * The curve, whose quantiles are exact where they are among those that the classes were read for.
     *
     * @param ask puts a question to all partitions
     * @param to the day at whose start the data end
     * @param filters the users who count
     * @return empty where what there is to answer changed between the rounds
     */
    public Optional<KaplanMeier> curve(Function<TimelineQuery, Tally> ask, int to, Filters filters) {
        return curve(ask, to, filters, MOST_MARKS);
    }

    /** @param mostMarks beyond how many of the censored all times are asked for to the millisecond */
    Optional<KaplanMeier> curve(Function<TimelineQuery, Tally> ask, int to, Filters filters, int mostMarks) {
        List<Integer> mixed = classes(i -> wanted[i] && censored[i] > 0);
        Histogram ages = mixed.isEmpty()
                ? Histogram.EMPTY
                : ask.apply(new CensoredTimesQuery(to, mixed, filters)).histogram(CensoredTimesQuery.CENSORED_TIMES);
        boolean rounds = ages.values().length <= mostMarks;
        List<Integer> exact = classes(i -> wanted[i] && (decisive[i] || !rounds));
        List<Integer> rounded = classes(i -> wanted[i] && !decisive[i] && rounds);
        Histogram marks = rounded.isEmpty() ? Histogram.EMPTY : ages;
        Histogram times = exact.isEmpty() && rounded.isEmpty()
                ? Histogram.EMPTY
                : times(ask, ActivationTimesQuery.of(to, exact, rounded, marks, filters));
        return times.total() == wantedOf(activated) && ages.total() == wantedOf(censored)
                ? Optional.of(KaplanMeier.fit(survival(times, ages)))
                : Optional.empty();
    }

    private static Histogram times(Function<TimelineQuery, Tally> ask, ActivationTimesQuery query) {
        Tally tally = ask.apply(query);
        long[] limits = query.limits().values();
        Histogram rounded = Histogram.ofCounts(limits, tally.row(ActivationTimesQuery.ROUNDED_TIMES, limits.length));
        return tally.histogram(ActivationTimesQuery.TIMES_TO_ACTIVATION).plus(rounded);
    }

    private List<Integer> classes(IntPredicate which) {
        return IntStream.range(0, numbers.length)
                .filter(which)
                .mapToObj(i -> (int) numbers[i])
                .toList();
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
