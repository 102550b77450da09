package dev.lodestar.ingest.quality;

import dev.lodestar.kit.problem.ProblemException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Days as parameters of a question; what is not possible is refused with the parameter's name. */
final class Days {
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2200, 1, 1);

    private Days() {}

    static LocalDate parse(String name, String given) {
        try {
            LocalDate day = LocalDate.parse(given);
            if (!day.isBefore(FIRST) && !day.isAfter(LAST)) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // refused below
        }
        throw ProblemException.invalid(name, given, "a day from " + FIRST + " to " + LAST + ", such as 2026-03-01");
    }

    /** The start of a range, if it is one of 1 to {@code maxDays} days. */
    static LocalDate start(LocalDate start, LocalDate end, int maxDays) {
        if (!start.isBefore(end)) {
            throw ProblemException.invalid("from", start, "a day before to (" + end + ")");
        }
        if (start.isBefore(end.minusDays(maxDays))) {
            throw ProblemException.invalid("from", start, "at most " + maxDays + " days before to (" + end + ")");
        }
        return start;
    }
}
