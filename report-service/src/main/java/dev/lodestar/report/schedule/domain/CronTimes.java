package dev.lodestar.report.schedule.domain;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The times of a cron expression in a time zone: five fields (minute, hour, day of month, month, day of week) as in Vixie's cron, or a nickname. Where both days are
 * restricted, one of them suffices.
 *
 * <p>Where clocks change, an expression whose hours begin with a star keeps to what the clock shows: a time that it shows twice is met twice, one that it leaves out is not met.
 * Any other is met once a day all the same: a time that is left out when the clock jumps, one that is shown twice the first time.
 */
public final class CronTimes {
    /** What may stand in place of the five fields. */
    public static final Set<String> NICKNAMES = Set.of("@daily", "@weekly", "@monthly");

    private static final CronDefinition FIELDS = definition();

    /** How many times are looked at for the shortest time between two: more than a day has that keeps a quarter of an hour between them. */
    private static final int TIMES_COMPARED = 100;

    private static final List<Duration> LOOKS_BACK =
            List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(32), Duration.ofDays(366));

    private final ExecutionTime times;
    private final boolean byTheClock;
    private final ZoneId zone;

    private CronTimes(Cron cron, ZoneId zone) {
        this.times = ExecutionTime.forCron(cron);
        this.byTheClock =
                cron.retrieve(CronFieldName.HOUR).getExpression().asString().startsWith("*");
        this.zone = zone;
    }

    private static CronDefinition definition() {
        return CronDefinitionBuilder.defineCron()
                .withMinutes()
                .withStrictRange()
                .and()
                .withHours()
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .withStrictRange()
                .and()
                .withMonth()
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .withStrictRange()
                .and()
                .withSupportedNicknameDaily()
                .withSupportedNicknameWeekly()
                .withSupportedNicknameMonthly()
                .instance();
    }

    /** Reads an expression; one that no day ever meets, such as the 30th of February, is none. */
    public static CronTimes of(String expression, ZoneId zone) throws InvalidCronException {
        CronTimes read;
        try {
            read = new CronTimes(new CronParser(FIELDS).parse(expression).validate(), zone);
        } catch (IllegalArgumentException e) {
            throw new InvalidCronException(Objects.requireNonNullElse(e.getMessage(), "it cannot be read")
                    .replace("Failed to parse cron expression. ", ""));
        }
        if (read.shown(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
            throw new InvalidCronException("no day is ever such a day");
        }
        return read;
    }

    /** The first time after an instant. */
    public Instant next(Instant after) {
        return byTheClock ? nextShown(after) : nextOnce(after);
    }

    /** The next so many times after an instant. */
    public List<ZonedDateTime> next(Instant after, int count) {
        return Stream.iterate(next(after), this::next)
                .limit(count)
                .map(time -> time.atZone(zone))
                .toList();
    }

    /**
     * The last time up to an instant.
     *
     * @param due a time up to it, from which on is looked
     */
    public Instant latest(Instant due, Instant upTo) {
        Instant from = due;
        for (Duration back : LOOKS_BACK) {
            Instant later = upTo.minus(back);
            if (later.isAfter(due) && !next(later).isAfter(upTo)) {
                from = next(later);
                break;
            }
        }
        for (Instant time = next(from); !time.isAfter(upTo); time = next(time)) {
            from = time;
        }
        return from;
    }

    /** The shortest time between two of the next hundred times, on clocks that do not change. */
    public Duration shortestInterval(Instant after) {
        LocalDateTime last = required(shown(LocalDateTime.ofInstant(after, zone)));
        Duration shortest = Duration.ofDays(366);
        for (int i = 0; i < TIMES_COMPARED; i++) {
            LocalDateTime time = required(shown(last));
            Duration between = Duration.between(last, time);
            shortest = between.compareTo(shortest) < 0 ? between : shortest;
            last = time;
        }
        return shortest;
    }

    private Instant nextShown(Instant after) {
        ZoneRules rules = zone.getRules();
        ZoneOffset offset = rules.getOffset(after);
        Instant since = after;
        LocalDateTime clock = LocalDateTime.ofInstant(after, offset);
        while (true) {
            Instant time = required(shown(clock)).toInstant(offset);
            ZoneOffsetTransition change = rules.nextTransition(since);
            if (change == null || time.isBefore(change.getInstant())) {
                return time;
            }
            since = change.getInstant();
            offset = change.getOffsetAfter();
            clock = change.getDateTimeAfter().minusNanos(1);
        }
    }

    private Instant nextOnce(Instant after) {
        LocalDateTime shown = required(shown(LocalDateTime.ofInstant(after, zone)));
        while (!onlyInstant(shown).isAfter(after)) {
            shown = required(shown(shown));
        }
        return onlyInstant(shown);
    }

    /** The first of two instants; where the clock jumps over the time, when it jumps. */
    private Instant onlyInstant(LocalDateTime shown) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(shown);
        return offsets.isEmpty() ? rules.getTransition(shown).getInstant() : shown.toInstant(offsets.getFirst());
    }

    /** The first time after one, on a clock that does not change. */
    private Optional<LocalDateTime> shown(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    private static LocalDateTime required(Optional<LocalDateTime> time) {
        return time.orElseThrow(() -> new IllegalStateException("an expression that was checked has no further time"));
    }
}
