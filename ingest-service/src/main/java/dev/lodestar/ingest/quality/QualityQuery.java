package dev.lodestar.ingest.quality;

import dev.lodestar.kit.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;
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
        LocalDate end = day("to", to, () -> LocalDate.now(clock.withZone(zone)).plusDays(1));
        LocalDate start = day("from", from, () -> end.minusDays(DEFAULT_DAYS));
        if (!start.isBefore(end)) {
            throw ProblemException.invalid("from", start, "a day before to (" + end + ")");
        }
        if (start.isBefore(end.minusDays(MAX_DAYS))) {
            throw ProblemException.invalid("from", start, "at most " + MAX_DAYS + " days before to (" + end + ")");
        }
        return new Range(
                start.atStartOfDay(zone).toInstant(), end.atStartOfDay(zone).toInstant());
    }

    private static LocalDate day(String name, @Nullable String given, Supplier<LocalDate> otherwise) {
        try {
            return given == null ? otherwise.get() : LocalDate.parse(given);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(name, given, "a day such as 2026-03-01");
        }
    }

    /** Half-open range of instants. */
    record Range(Instant from, Instant to) {}
}
