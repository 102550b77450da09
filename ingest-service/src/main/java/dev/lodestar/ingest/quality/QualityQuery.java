package dev.lodestar.ingest.quality;

import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Which days of receipt are asked for: {@code [from, to)} in the project's zone; by default the last 30 with today. */
class QualityQuery {
    static final int DEFAULT_DAYS = 30;
    static final int MAX_DAYS = 400;

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    /** Whether to count the warehouse's rows too, which takes time in proportion to them. */
    @QueryParam("verify")
    boolean verify;

    Range range(Clock clock, ZoneId zone) {
        LocalDate end = to == null ? LocalDate.now(clock.withZone(zone)).plusDays(1) : Days.parse("to", to);
        LocalDate start =
                Days.start(from == null ? end.minusDays(DEFAULT_DAYS) : Days.parse("from", from), end, MAX_DAYS);
        return new Range(start, end, zone);
    }

    /**
     * Days of receipt.
     *
     * @param from the first
     * @param to the day after the last
     * @param zone that cuts them
     */
    record Range(LocalDate from, LocalDate to, ZoneId zone) {
        OffsetDateTime start() {
            return from.atStartOfDay(zone).toOffsetDateTime();
        }

        OffsetDateTime end() {
            return to.atStartOfDay(zone).toOffsetDateTime();
        }
    }
}
