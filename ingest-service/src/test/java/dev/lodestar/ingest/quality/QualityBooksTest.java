package dev.lodestar.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityBooksTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-10T00:15, Asia/Kolkata", // 18:45 UTC of the day before
        "2026-03-10T00:00, Asia/Kolkata",
        "2026-03-10T23:59:59, Asia/Kolkata",
        "2026-03-10T00:00, Asia/Kathmandu", // 5:45 before UTC
        "2026-03-10T00:10, Australia/Lord_Howe",
        "2026-03-10T00:00, UTC"
    })
    void a_row_is_booked_on_the_day_on_which_it_came_in_any_zone(LocalDateTime received, ZoneId zone) {
        Instant booked = booked(received.atZone(zone).toInstant());

        assertThat(QualityReport.of(List.of(new BookedCount("events", booked, "stored", 1)), zone)
                        .days())
                .singleElement()
                .satisfies(day -> assertThat(day.date()).isEqualTo(LocalDate.parse("2026-03-10")));
    }

    @Test
    void rows_of_one_quarter_of_an_hour_are_one_entry() {
        Instant quarter = Instant.parse("2026-03-09T18:45:00Z");

        assertThat(booked(quarter)).isEqualTo(quarter);
        assertThat(booked(quarter.plusSeconds(899))).isEqualTo(quarter);
        assertThat(booked(quarter.plusSeconds(900))).isEqualTo(quarter.plusSeconds(900));
    }

    @Test
    void an_hour_of_the_reconciliation_holds_its_quarters_and_what_an_earlier_version_booked() {
        Instant hour = Instant.parse("2026-03-09T18:00:00Z");
        Reconciliation found = Reconciliation.of(
                List.of(
                        new BookedCount("events", hour, "received", 5),
                        new BookedCount("events", hour, "stored", 5),
                        new BookedCount("events", hour.plusSeconds(900), "received", 3),
                        new BookedCount("events", hour.plusSeconds(2_700), "received", 2),
                        new BookedCount("events", hour.plusSeconds(2_700), "stored", 4)),
                List.of());

        assertThat(found.hours()).singleElement().satisfies(row -> {
            assertThat(row.hour()).isEqualTo(hour);
            assertThat(row.received()).isEqualTo(10);
            assertThat(row.stored()).isEqualTo(9);
            assertThat(row.pending()).isEqualTo(1);
        });
    }

    private static Instant booked(Instant receivedAt) {
        QualityBooks.Page page = new QualityBooks.Page();
        page.add("events", receivedAt, "stored", 1);
        return page.columns(QualityBooks.EDGE).getArrayOfOffsetDateTimes(1)[0].toInstant();
    }
}
