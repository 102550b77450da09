package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.acquisition.ChannelAcquisition;
import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.engine.acquisition.MonthlyAcquisition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Visitors and spend in the range; under a filter, none. */
public final class AcquisitionOracle {

    private final List<DailyAcquisition> rows;

    public AcquisitionOracle(Slice slice) {
        this.rows = slice.facts().acquisition().stream()
                .filter(row -> slice.scope().filters().isEmpty() && slice.inRange(row.date()))
                .toList();
    }

    /** The first day with a row; null without rows. */
    public @Nullable LocalDate knownFrom() {
        return rows.stream()
                .map(DailyAcquisition::date)
                .min(LocalDate::compareTo)
                .orElse(null);
    }

    /** The day after the last day with a row; null without rows. */
    public @Nullable LocalDate knownTo() {
        return rows.stream()
                .map(row -> row.date().plusDays(1))
                .max(LocalDate::compareTo)
                .orElse(null);
    }

    /** All visitors; null where no row is in the range. */
    public @Nullable Long visitors() {
        return rows.isEmpty() ? null : (Long) visitors(rows);
    }

    /** The sum of what is known of the spend; null where nothing is. */
    public @Nullable Double spend() {
        return spend(rows);
    }

    /** By channel. */
    public List<ChannelAcquisition> channels() {
        List<ChannelAcquisition> channels = new ArrayList<>();
        by(DailyAcquisition::channel)
                .forEach((channel, group) ->
                        channels.add(new ChannelAcquisition(channel, visitors(group), spend(group))));
        return channels;
    }

    /** By month. */
    public List<MonthlyAcquisition> monthly() {
        List<MonthlyAcquisition> months = new ArrayList<>();
        Map<LocalDate, List<DailyAcquisition>> byMonth = by(row -> row.date().withDayOfMonth(1));
        byMonth.forEach((month, group) -> months.add(new MonthlyAcquisition(month, visitors(group), spend(group))));
        return months;
    }

    private <K extends Comparable<? super K>> Map<K, List<DailyAcquisition>> by(Function<DailyAcquisition, K> key) {
        return rows.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
    }

    private static long visitors(List<DailyAcquisition> group) {
        return group.stream().mapToLong(DailyAcquisition::visitors).sum();
    }

    private static @Nullable Double spend(List<DailyAcquisition> group) {
        List<Double> known = group.stream()
                .map(DailyAcquisition::spend)
                .filter(Objects::nonNull)
                .toList();
        return known.isEmpty()
                ? null
                : (Double) known.stream().mapToDouble(Double::doubleValue).sum();
    }
}
