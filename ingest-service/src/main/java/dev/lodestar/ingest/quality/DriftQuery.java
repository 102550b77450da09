package dev.lodestar.ingest.quality;

import dev.lodestar.kit.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Which days of events are judged: {@code [from, to)} in the project's zone; by default the last seven complete ones that have data. */
class DriftQuery {
    static final int DEFAULT_DAYS = 7;
    static final int MAX_DAYS = 92;

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    /** The day after the last one judged; null when the data say. */
    @Nullable
    LocalDate end() {
        return to == null ? null : day("to", to);
    }

    /** The first day, given the day after the last one. */
    LocalDate start(LocalDate end) {
        LocalDate start = from == null ? end.minusDays(DEFAULT_DAYS) : day("from", from);
        if (!start.isBefore(end)) {
            throw ProblemException.invalid("from", start, "a day before to (" + end + ")");
        }
        if (start.isBefore(end.minusDays(MAX_DAYS))) {
            throw ProblemException.invalid("from", start, "at most " + MAX_DAYS + " days before to (" + end + ")");
        }
        return start;
    }

    private static LocalDate day(String name, String given) {
        try {
            return LocalDate.parse(given);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(name, given, "a day such as 2026-03-01");
        }
    }
}
