package dev.lodestar.ingest.quality;

import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
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
        return new Range(
                start.atStartOfDay(zone).toInstant(), end.atStartOfDay(zone).toInstant());
    }

    /** Half-open range of instants. */
    record Range(Instant from, Instant to) {}
}
