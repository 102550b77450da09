package dev.lodestar.report.schedule;

import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.report.run.RunRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A schedule to be kept.
 *
 * @param name what people call it; unique
 * @param cron five fields, or a nickname
 * @param timeZone IANA name of the zone in which the expression is meant; the project's where none is named
 * @param enabled whether it starts runs; it does where nothing is said
 * @param run what its runs are asked, the defaults of a run where nothing is said
 * @param version the version that is replaced; only in a replacement
 */
@RegisterForReflection
record ScheduleRequest(
        @Nullable String name,
        @Nullable String cron,
        @Nullable String timeZone,
        @Nullable Boolean enabled,
        @Nullable ScheduledRunRequest run,
        @Nullable Integer version) {
    /** The longest name, in characters. */
    static final int MAX_NAME = 100;

    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}]([^\\p{Cntrl}]*[^\\s\\p{Cntrl}])?");

    /**
     * The body of a run, as {@code POST /analysis/run} takes it, with a range that may be relative.
     *
     * @param lastDays so many days before the one on which the run is due; not beside from and to
     */
    @RegisterForReflection
    record ScheduledRunRequest(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Integer lastDays,
            @Nullable String segment,
            @Nullable List<String> levers,
            @Nullable Integer months,
            @Nullable Long seed) {
        static final ScheduledRunRequest DEFAULTS = new ScheduledRunRequest(null, null, null, null, null, null, null);

        RunRequest asked() {
            return new RunRequest(from, to, segment, levers, months, seed, null);
        }
    }

    /** The name, checked. */
    String requiredName() {
        if (name == null || name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name", name, "1 to " + MAX_NAME + " characters in one line, without blanks around them");
        }
        return name;
    }

    /** The version that is replaced. */
    int requiredVersion() {
        if (version == null) {
            throw ProblemException.invalid("version", null, "the version that is replaced, as it was read");
        }
        return version;
    }

    /** Refuses a version where nothing is replaced. */
    void requireNoVersion() {
        if (version != null) {
            throw ProblemException.invalid("version", version, "nothing in a new schedule");
        }
    }

    ScheduledRunRequest asked() {
        return run == null ? ScheduledRunRequest.DEFAULTS : run;
    }
}
