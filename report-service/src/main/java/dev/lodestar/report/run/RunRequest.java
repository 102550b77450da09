package dev.lodestar.report.run;

import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.report.run.domain.RunSpec;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /analysis/run}; every field may be left out.
 *
 * @param timeZone the project's time zone, for callers who want to be sure of it; another one is refused
 */
public record RunRequest(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String segment,
        @Nullable List<String> levers,
        @Nullable Integer months,
        @Nullable Long seed,
        @Nullable String timeZone) {
    static final RunRequest DEFAULTS = new RunRequest(null, null, null, null, null, null, null);

    /** As of the analyses that a run asks. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(2200, 1, 1);

    private static final Pattern LEVER = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final int SEGMENT_LENGTH_LIMIT = 256;

    /** What is asked for, defaults filled in; a problem names the field that cannot be. */
    public RunSpec toDomain(RunConfig limits, ZoneId projectZone) {
        requirePossible("from", from);
        requirePossible("to", to);
        if (from != null && to != null && !from.isBefore(to)) {
            throw refused("to", "the range from " + from + " to " + to + " is empty", "a day after from");
        }
        if (segment != null && (segment.isBlank() || segment.length() > SEGMENT_LENGTH_LIMIT)) {
            throw refused(
                    "segment", "the segment is empty or too long", "1 to " + SEGMENT_LENGTH_LIMIT + " characters");
        }
        if (timeZone != null && !timeZone.equals(projectZone.getId())) {
            throw refused("time_zone", "days of this project are cut in " + projectZone, projectZone.getId());
        }
        return new RunSpec(
                from, to, segment, levers(limits), months(limits), seed == null ? limits.defaultSeed() : seed);
    }

    private static void requirePossible(String field, @Nullable LocalDate day) {
        if (day != null && (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY))) {
            throw refused(field, field + " is " + day, "a day from " + FIRST_DAY + " to " + LAST_DAY);
        }
    }

    private int months(RunConfig limits) {
        int asked = months == null ? limits.defaultMonths() : months;
        if (asked < 1 || asked > limits.monthsLimit()) {
            throw refused("months", "months is " + asked, "1 to " + limits.monthsLimit());
        }
        return asked;
    }

    private List<String> levers(RunConfig limits) {
        List<String> asked = levers == null ? List.of() : levers;
        if (asked.size() > limits.leversLimit()) {
            throw refused("levers", asked.size() + " levers are named", "at most " + limits.leversLimit());
        }
        for (String lever : asked) {
            if (lever == null || !LEVER.matcher(lever).matches()) {
                throw refused("levers", "a lever's name is not possible", "names such as template_discovery");
            }
        }
        if (new HashSet<>(asked).size() < asked.size()) {
            throw refused("levers", "a lever is named twice", "each lever once");
        }
        return asked;
    }

    private static ProblemException refused(String field, String detail, String expected) {
        return new ProblemException(RunProblem.INVALID_RUN_REQUEST, detail, field, expected);
    }
}
