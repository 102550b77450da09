package dev.lodestar.ingest.quality;

import dev.lodestar.kit.problem.ProblemException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Days as parameters of a question; what is not possible is refused with the parameter's name. */
final class Days {
    private Days() {}

    static LocalDate parse(String name, String given) {
        try {
            return LocalDate.parse(given);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(name, given, "a day such as 2026-03-01");
        }
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
