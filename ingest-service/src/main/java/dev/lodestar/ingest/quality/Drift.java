package dev.lodestar.ingest.quality;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether days look like the days before them: the volume of each against the same weekday of the eight weeks before, and which event types come or stay away.
 *
 * @param from the first day judged
 * @param to the day after the last one
 */
public record Drift(LocalDate from, LocalDate to, List<Day> days) {
    static final int WEEKS = 8;
    static final int HISTORY_DAYS = 7 * WEEKS;
    static final int LEAST_WEEKS = 4;
    static final int STEADY_DAYS = 28;
    static final double WIDTH = 3;
    private static final String TOO_LITTLE_HISTORY = "too_little_history";

    /**
     * One day.
     *
     * @param events stored events of the day, whenever they came
     * @param median of the same weekday in up to eight weeks before; null with fewer than four
     * @param mad median of the absolute deviations from that median
     * @param low the least volume that is not anomalous, median − 3·mad, at least 0
     * @param high the largest
     * @param anomalous whether the volume is outside of them; null when that cannot be told
     * @param newTypes types that occurred, and not in the eight weeks before
     * @param vanishedTypes types that did not occur, but did on each of the 28 days before
     * @param reason {@code too_little_history}, or null
     */
    public record Day(
            LocalDate date,
            long events,
            @Nullable Double median,
            @Nullable Double mad,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Boolean anomalous,
            SortedSet<String> newTypes,
            SortedSet<String> vanishedTypes,
            @Nullable String reason) {}

    /**
     * Judges days.
     *
     * @param counts events by day and type, at least from {@link #HISTORY_DAYS} before {@code from} on
     * @param firstDay the first day that there is data of; days before it are no history. Null when there is none at all
     */
    static Drift of(
            Map<LocalDate, Map<String, Long>> counts, @Nullable LocalDate firstDay, LocalDate from, LocalDate to) {
        List<Day> days = new ArrayList<>();
        for (LocalDate date = from; date.isBefore(to); date = date.plusDays(1)) {
            days.add(day(counts, firstDay == null ? date : firstDay, date));
        }
        return new Drift(from, to, days);
    }

    private static Day day(Map<LocalDate, Map<String, Long>> counts, LocalDate firstDay, LocalDate date) {
        long events = volume(counts, date);
        double[] before = IntStream.rangeClosed(1, WEEKS)
                .mapToObj(date::minusWeeks)
                .filter(day -> !day.isBefore(firstDay))
                .mapToDouble(day -> volume(counts, day))
                .toArray();
        if (before.length < LEAST_WEEKS) {
            return new Day(
                    date, events, null, null, null, null, null, new TreeSet<>(), new TreeSet<>(), TOO_LITTLE_HISTORY);
        }
        double median = median(before);
        double mad = median(
                Arrays.stream(before).map(value -> Math.abs(value - median)).toArray());
        double low = Math.max(0, median - WIDTH * mad);
        double high = median + WIDTH * mad;
        return new Day(
                date,
                events,
                median,
                mad,
                low,
                high,
                events < low || events > high,
                newTypes(counts, date),
                vanishedTypes(counts, firstDay, date),
                null);
    }

    private static SortedSet<String> newTypes(Map<LocalDate, Map<String, Long>> counts, LocalDate date) {
        SortedSet<String> types = new TreeSet<>(types(counts, date));
        LongStream.rangeClosed(1, HISTORY_DAYS).forEach(age -> types.removeAll(types(counts, date.minusDays(age))));
        return types;
    }

    private static SortedSet<String> vanishedTypes(
            Map<LocalDate, Map<String, Long>> counts, LocalDate firstDay, LocalDate date) {
        SortedSet<String> types = new TreeSet<>();
        if (!date.minusDays(STEADY_DAYS).isBefore(firstDay)) {
            types.addAll(types(counts, date.minusDays(1)));
            LongStream.rangeClosed(2, STEADY_DAYS).forEach(age -> types.retainAll(types(counts, date.minusDays(age))));
            types.removeAll(types(counts, date));
        }
        return types;
    }

    private static SortedSet<String> types(Map<LocalDate, Map<String, Long>> counts, LocalDate date) {
        return new TreeSet<>(counts.getOrDefault(date, Map.of()).keySet());
    }

    private static long volume(Map<LocalDate, Map<String, Long>> counts, LocalDate date) {
        return counts.getOrDefault(date, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
