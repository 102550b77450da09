package dev.lodestar.report.schedule;

import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.report.run.RunConfig;
import dev.lodestar.report.run.domain.RunSpec;
import dev.lodestar.report.schedule.ScheduleRequest.ScheduledRunRequest;
import dev.lodestar.report.schedule.domain.CronTimes;
import dev.lodestar.report.schedule.domain.InvalidCronException;
import dev.lodestar.report.schedule.domain.ScheduledSpec;
import dev.lodestar.report.word.NearMiss;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Checks schedules as they come: a problem names the field, what was given, what is allowed and, where it is near, what may have been meant. */
@ApplicationScoped
class ScheduleReader {
    private static final int CRON_LENGTH_LIMIT = 200;
    private static final String EXPRESSION =
            "five fields (minute, hour, day of month, month, day of week), @daily, @weekly or @monthly";

    private final ScheduleConfig config;
    private final RunConfig runs;
    private final ZoneId projectZone;
    private final Clock clock;

    ScheduleReader(
            ScheduleConfig config,
            RunConfig runs,
            @ConfigProperty(name = "lodestar.time-zone") ZoneId projectZone,
            Clock clock) {
        this.config = config;
        this.runs = runs;
        this.projectZone = projectZone;
        this.clock = clock;
    }

    ScheduleDraft read(ScheduleRequest request) {
        String name = request.requiredName();
        ZoneId zone = zone(request.timeZone());
        String cron = cron(request.cron());
        return new ScheduleDraft(
                name,
                cron,
                zone,
                times(cron, zone),
                request.enabled() == null || request.enabled(),
                run(request.asked()));
    }

    private ZoneId zone(@Nullable String given) {
        if (given == null) {
            return projectZone;
        }
        if (ZoneId.getAvailableZoneIds().contains(given)) {
            return ZoneId.of(given);
        }
        String allowed = "an IANA name such as Europe/Berlin";
        throw ProblemException.invalid(
                "time_zone",
                cut(given),
                NearMiss.of(given, ZoneId.getAvailableZoneIds())
                        .map(near -> allowed + "; did you mean " + near + "?")
                        .orElse(allowed));
    }

    private static String cron(@Nullable String given) {
        if (given == null || given.isBlank() || given.length() > CRON_LENGTH_LIMIT) {
            throw ProblemException.invalid("cron", given == null ? null : cut(given), EXPRESSION);
        }
        return given.strip();
    }

    private CronTimes times(String cron, ZoneId zone) {
        CronTimes times;
        try {
            times = CronTimes.of(cron, zone);
        } catch (InvalidCronException e) {
            String meant = meant(cron);
            throw ProblemException.invalid(
                    "cron", cron, EXPRESSION + (meant.isEmpty() ? " (" + e.getMessage() + ")" : meant));
        }
        Duration shortest = times.shortestInterval(clock.instant());
        if (shortest.compareTo(config.minimumInterval()) < 0) {
            throw ProblemException.invalid(
                    "cron",
                    cron,
                    "an expression that leaves at least " + config.minimumInterval()
                            + " between two times (lodestar.schedule.minimum-interval); this one leaves " + shortest);
        }
        return times;
    }

    /** Known misses: a nickname with a slip, and an expression of Quartz, which begins with seconds. */
    private static String meant(String cron) {
        if (cron.startsWith("@")) {
            return NearMiss.of(cron, CronTimes.NICKNAMES)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("");
        }
        String[] fields = cron.split("\\s+");
        if (fields.length != 6) {
            return "";
        }
        String five =
                Arrays.stream(fields).skip(1).collect(Collectors.joining(" ")).replace('?', '*');
        try {
            CronTimes.of(five, ZoneId.of("UTC"));
            return "; did you mean " + five + "?";
        } catch (InvalidCronException e) {
            return "";
        }
    }

    private ScheduledSpec run(ScheduledRunRequest asked) {
        Integer days = asked.lastDays();
        if (days != null && (days < 1 || days > config.lastDaysLimit())) {
            throw ProblemException.invalid("run.last_days", days, "1 to " + config.lastDaysLimit());
        }
        if (days != null && (asked.from() != null || asked.to() != null)) {
            throw ProblemException.invalid("run.last_days", days, "either last_days or from and to");
        }
        return new ScheduledSpec(spec(asked), days);
    }

    private RunSpec spec(ScheduledRunRequest asked) {
        try {
            return asked.asked().toDomain(runs, projectZone);
        } catch (ProblemException e) {
            throw new ProblemException(e.code(), e.getMessage(), "run." + e.field(), e.expected());
        }
    }

    private static String cut(String given) {
        return given.length() > CRON_LENGTH_LIMIT ? given.substring(0, CRON_LENGTH_LIMIT) + "…" : given;
    }
}
