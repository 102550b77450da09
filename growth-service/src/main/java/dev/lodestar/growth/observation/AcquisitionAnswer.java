package dev.lodestar.growth.observation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.growth.assumption.domain.Figure;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is needed of {@code GET /metrics/acquisition}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record AcquisitionAnswer(
        @Nullable JsonNode definition,
        @Nullable PositionAnswer asOf,
        @Nullable Double completeness,
        @Nullable Long visitors,
        @Nullable Double spend,
        @Nullable List<Channel> channels,
        @Nullable List<Month> monthly,
        @Nullable String reason)
        implements MeasuredAnswer {

    /** Complete months that today's flow is taken from. */
    static final int RECENT_MONTHS = 3;

    static final double DAYS_PER_MONTH = 365.25 / 12;

    /** Spend of one channel over the range. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Channel(String channel, @Nullable Double spend) {}

    /** Visitors of one calendar month; the month as YYYY-MM or as the date of its first day. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Month(String month, @Nullable Long visitors) {

        YearMonth yearMonth() {
            return YearMonth.parse(month.substring(0, 7));
        }
    }

    /**
     * Visitors of a month of today: the mean of the last complete calendar months of the range; all visitors over the
     * length of the range where no month is complete; null without visitors.
     */
    @Nullable
    Figure visitorsPerMonth(@Nullable LocalDate from, @Nullable LocalDate to) {
        if (visitors == null || visitors == 0) {
            return null;
        }
        List<Month> complete = completeMonths(from, to);
        if (!complete.isEmpty()) {
            double mean = complete.stream()
                    .mapToDouble(month -> month.visitors() == null ? 0 : month.visitors())
                    .average()
                    .orElse(0);
            return Figure.observed(mean, "visitors, mean of the last " + complete.size() + " complete months");
        }
        return from == null || to == null || !from.isBefore(to)
                ? null
                : Figure.observed(
                        visitors / (double) ChronoUnit.DAYS.between(from, to) * DAYS_PER_MONTH,
                        "visitors of the range, scaled to a month");
    }

    private List<Month> completeMonths(@Nullable LocalDate from, @Nullable LocalDate to) {
        List<Month> sorted = monthly == null
                ? List.of()
                : monthly.stream()
                        .sorted(Comparator.comparing(Month::yearMonth))
                        .toList();
        List<Month> complete = from == null || to == null
                ? sorted.subList(0, Math.max(0, sorted.size() - 1))
                : sorted.stream()
                        .filter(month -> !month.yearMonth().atDay(1).isBefore(from))
                        .filter(month ->
                                !month.yearMonth().plusMonths(1).atDay(1).isAfter(to))
                        .toList();
        return complete.subList(Math.max(0, complete.size() - RECENT_MONTHS), complete.size());
    }

    Map<String, Double> spendByChannel() {
        var spends = new HashMap<String, Double>();
        if (channels != null) {
            channels.stream()
                    .filter(channel -> channel.spend() != null)
                    .forEach(channel -> spends.put(channel.channel(), channel.spend()));
        }
        return spends;
    }
}
