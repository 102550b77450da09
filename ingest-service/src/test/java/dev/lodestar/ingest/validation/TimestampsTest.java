package dev.lodestar.ingest.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    private final Timestamps berlin = new Timestamps(ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "2026-01-15T10:00:00Z, 2026-01-15T10:00:00Z",
        "2026-01-15T10:00:00.1239Z, 2026-01-15T10:00:00.123Z",
        "2026-01-15 10:00:00+01:00, 2026-01-15T09:00:00Z",
        "2026-01-15T10:00-0330, 2026-01-15T13:30:00Z",
        "2026-01-15T10:00:00+05, 2026-01-15T05:00:00Z",
        "2026-01-15 10:00:00 UTC, 2026-01-15T10:00:00Z",
        "2026-01-15T10:00:00, 2026-01-15T09:00:00Z",
        "2026-07-15, 2026-07-14T22:00:00Z",
        "2024-02-29T23:59:59.999Z, 2024-02-29T23:59:59.999Z",
        "1969-12-31T23:59:59.500Z, 1969-12-31T23:59:59.500Z",
        "2026-03-29T02:30:00, 2026-03-29T01:30:00Z",
        "2026-10-25T02:30:00, 2026-10-25T00:30:00Z",
    })
    void what_has_no_offset_is_local_time_of_the_project(String text, Instant instant) {
        assertThat(berlin.parse(text)).hasValue(instant.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "1767225600000",
                "2026-1-5",
                "2025-02-29",
                "2026-01-15T24:00:00Z",
                "2026-01-15T10",
                "2026-01-15T10:00:00.Z",
                "2026-01-15T10:00:00Zulu",
                "2026-01-15T10:00:00+19:00",
                "15/01/2026",
                "2026-01-15X10:00:00Z",
                "2026-13-01T00:00:00Z"
            })
    void what_is_no_timestamp_is_not_guessed_at(String text) {
        assertThat(berlin.parse(text)).isEmpty();
    }

    @Test
    void whatever_the_jdk_prints_is_read_as_the_jdk_reads_it() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    random.nextLong(-60_000_000_000L, 250_000_000_000L),
                    random.nextInt(1000) * 1_000_000,
                    ZoneOffset.UTC);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60 + 1) * 60);
            String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(offset));

            assertThat(berlin.parse(text))
                    .as(text)
                    .hasValue(time.toInstant(offset).toEpochMilli());
        }
    }
}
