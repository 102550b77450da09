package dev.lodestar.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityReportTest {
    private static final Instant YESTERDAY = Instant.parse("2026-03-01T23:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void the_latest_score_is_that_of_the_last_day_on_which_rows_came() {
        List<BookedCount> counts = List.of(
                new BookedCount("events", YESTERDAY, "received", 10),
                new BookedCount("events", YESTERDAY, "stored", 10),
                new BookedCount("events", TODAY, "received", 4),
                new BookedCount("events", TODAY, "stored", 3),
                new BookedCount("events", TODAY, "quarantined", 1),
                new BookedCount("events", TODAY, "unknown_event_type", 1),
                new BookedCount("profiles", YESTERDAY, "received", 2),
                new BookedCount("profiles", YESTERDAY, "stored", 2),
                new BookedCount("profiles", TODAY, "received", 0));

        assertThat(QualityReport.of(counts, ZoneOffset.UTC).latestScores())
                .containsOnlyKeys("events", "profiles")
                .containsEntry("events", 0.75)
                .containsEntry("profiles", 1.0);
    }

    @Test
    void a_score_is_exact_so_that_an_alert_at_it_is_not_below_it() {
        List<BookedCount> counts = List.of(
                new BookedCount("events", TODAY, "received", 10),
                new BookedCount("events", TODAY, "stored", 1),
                new BookedCount("events", TODAY, "quarantined", 9),
                new BookedCount("events", TODAY, "unknown_event_type", 9));

        // 1 − 0.9 in binary is 0.09999999999999998.
        assertThat(QualityReport.of(counts, ZoneOffset.UTC).latestScores()).containsEntry("events", 0.1);
    }
}
