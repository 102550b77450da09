package dev.lodestar.growth.observation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.growth.observation.domain.MonthCount;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is needed of {@code GET /metrics/acquisition}.
 *
 * @param knownFrom the first day of the range with a row; null without rows, and in answers of earlier versions
 * @param knownTo the day after the last day with a row; null with it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AcquisitionAnswer(
        @Nullable JsonNode definition,
        @Nullable PositionAnswer asOf,
        @Nullable Double completeness,
        @Nullable LocalDate knownFrom,
        @Nullable LocalDate knownTo,
        @Nullable Long visitors,
        @Nullable Double spend,
        @Nullable List<Channel> channels,
        @Nullable List<Month> monthly,
        @Nullable String reason)
        implements MeasuredAnswer {

    /** Spend of one channel over the range. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Channel(String channel, @Nullable Double spend) {}

    /** Visitors and spend of one calendar month; the month as YYYY-MM or as the date of its first day. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Month(
            String month, @Nullable Long visitors, @Nullable Double spend) {

        YearMonth yearMonth() {
            return YearMonth.parse(month.substring(0, 7));
        }
    }

    /** The visitors of a month; null unless rows are known from its first day to its last. */
    @Nullable
    Long visitors(YearMonth month) {
        return known(month).map(Month::visitors).orElse(null);
    }

    /** The spend of a month; null unless rows are known from its first day to its last. */
    @Nullable
    Double spend(YearMonth month) {
        return known(month).map(Month::spend).orElse(null);
    }

    /** Visitors of days that need not be whole months; null unless rows are known from the first to the last but one: today has none yet. */
    @Nullable
    Long visitors(LocalDate from, LocalDate to) {
        return covers(from, to.minusDays(1)) ? visitors : null;
    }

    /** Whether rows begin or end within these months, so that some of them are not known, or known in part. */
    boolean isPartly(List<MonthCount> months) {
        return visitors != null
                && !months.isEmpty()
                && !covers(
                        months.getFirst().month().atDay(1),
                        months.getLast().month().plusMonths(1).atDay(1));
    }

    /** A month's sums, where the rows begin no later than it and end no earlier. */
    private Optional<Month> known(YearMonth month) {
        return monthly == null || !covers(month.atDay(1), month.plusMonths(1).atDay(1))
                ? Optional.empty()
                : monthly.stream().filter(row -> row.yearMonth().equals(month)).findFirst();
    }

    /** Whether no row is missing at either end of these days; an answer that does not say where its rows begin and end is taken at its word. */
    private boolean covers(LocalDate from, LocalDate to) {
        return (knownFrom == null || !knownFrom.isAfter(from)) && (knownTo == null || !knownTo.isBefore(to));
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
