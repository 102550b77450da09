package dev.lodestar.host.cohort;

import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.host.answer.DurationText;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a behaviour counts; with nothing said, ever before the end of the question's range.
 *
 * @param from first day
 * @param to day after the last
 * @param last a duration in whole days, such as 30d: the days that end with the question's range
 * @param first a duration in whole hours, such as 7d: from the instant of signup on
 */
@RegisterForReflection
public record WindowRequest(
        @Nullable String from,
        @Nullable String to,
        @Nullable String last,
        @Nullable String first) {
    /** The longest relative window. */
    public static final Duration LONGEST = Duration.ofDays(3_660);

    /** The last day that can be named, in the year 2271; as far before 1970 the first. */
    private static final long MAX_DAY = 110_000;

    EventWindow toDomain(String field) {
        long kinds = Stream.of(from == null ? to : from, last, first)
                .filter(Objects::nonNull)
                .count();
        if (kinds != 1) {
            throw ProblemException.invalid(
                    field, kinds == 0 ? "empty" : "more than one window", "from and to, or last, or first");
        }
        if (last != null) {
            Duration days = whole(field + ".last", last, Duration.ofDays(1), "whole days such as 30d");
            return new EventWindow.Trailing((int) days.toDays());
        }
        if (first != null) {
            Duration hours = whole(field + ".first", first, Duration.ofHours(1), "whole hours such as 36h or 7d");
            return new EventWindow.SinceSignup(0, (int) hours.toHours(), Integer.MAX_VALUE);
        }
        return days(field);
    }

    private EventWindow days(String field) {
        int begin = from == null ? Integer.MIN_VALUE : day(field + ".from", from);
        int end = to == null ? Integer.MAX_VALUE : day(field + ".to", to);
        if (begin >= end) {
            throw ProblemException.invalid(field + ".to", to, "a day after from, which is " + from);
        }
        return new EventWindow.InDays(begin, end);
    }

    private static Duration whole(String field, String text, Duration unit, String expected) {
        Duration duration = DurationText.parse(field, text, unit, LONGEST);
        if (duration.toMillis() % unit.toMillis() != 0) {
            throw ProblemException.invalid(field, text, expected);
        }
        return duration;
    }

    private static int day(String field, String text) {
        try {
            long day = LocalDate.parse(text).toEpochDay();
            if (Math.abs(day) <= MAX_DAY) {
                return (int) day;
            }
        } catch (DateTimeParseException e) {
            // refused below
        }
        throw ProblemException.invalid(field, text, "an ISO date such as 2024-02-29");
    }
}
