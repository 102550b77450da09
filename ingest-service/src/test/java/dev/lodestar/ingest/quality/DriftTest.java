package dev.lodestar.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 6, 1);

    private final Map<LocalDate, Map<String, Long>> counts = new TreeMap<>();

    @Test
    void a_volume_is_held_against_the_median_of_the_same_weekday_and_three_times_its_mad() {
        // Mondays before: 100 110 90 120 80 100 105 95; median 100, deviations 0 10 10 20 20 0 5 5, their median 7.5.
        long[] mondays = {100, 110, 90, 120, 80, 100, 105, 95};
        for (int week = 1; week <= 8; week++) {
            put(MONDAY.minusWeeks(week), "viewed", mondays[week - 1]);
        }
        put(MONDAY, "viewed", 123);

        Drift.Day day = judged();

        assertThat(day.median()).isEqualTo(100);
        assertThat(day.mad()).isEqualTo(7.5);
        assertThat(day.low()).isEqualTo(77.5);
        assertThat(day.high()).isEqualTo(122.5);
        assertThat(day.anomalous()).isTrue();
        put(MONDAY, "viewed", 122);
        assertThat(judged().anomalous()).isFalse();
        put(MONDAY, "viewed", 77);
        assertThat(judged().anomalous()).isTrue();
    }

    @Test
    void a_day_without_events_is_a_volume_of_none_but_days_before_the_first_are_no_history() {
        for (int week = 1; week <= 3; week++) {
            put(MONDAY.minusWeeks(week), "viewed", 10);
        }

        Drift.Day young = Drift.of(counts, MONDAY.minusWeeks(3), MONDAY, MONDAY.plusDays(1))
                .days()
                .getFirst();
        Drift.Day old = Drift.of(counts, MONDAY.minusWeeks(8), MONDAY, MONDAY.plusDays(1))
                .days()
                .getFirst();

        assertThat(young.anomalous()).isNull();
        assertThat(young.reason()).isEqualTo("too_little_history");
        assertThat(old.median()).as("three of 10 and five of 0").isEqualTo(0);
        assertThat(old.events()).isZero();
        assertThat(old.anomalous()).isFalse();
    }

    @Test
    void types_that_come_and_types_that_stay_away_are_named() {
        for (int age = 1; age <= 56; age++) {
            put(MONDAY.minusDays(age), "viewed", 10);
            if (age != 5) {
                put(MONDAY.minusDays(age), "searched", 10);
            }
        }
        put(MONDAY, "shared", 1);

        assertThat(judged().newTypes()).containsExactly("shared");
        assertThat(judged().vanishedTypes())
                .as("searched was missing once before")
                .containsExactly("viewed");
        put(MONDAY.minusDays(56), "shared", 1);
        assertThat(judged().newTypes()).isEmpty();
    }

    private Drift.Day judged() {
        return Drift.of(counts, MONDAY.minusDays(56), MONDAY, MONDAY.plusDays(1))
                .days()
                .getFirst();
    }

    private void put(LocalDate day, String type, long events) {
        counts.computeIfAbsent(day, ignored -> new TreeMap<>()).put(type, events);
    }
}
