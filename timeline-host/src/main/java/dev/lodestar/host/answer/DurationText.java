package dev.lodestar.host.answer;

import dev.lodestar.kit.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 14d}, {@code 36h}, {@code 30m}, {@code 45s}, or in ISO 8601, {@code PT36H}. */
public final class DurationText {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(s|m|h|d|w)");
    private static final int DAYS_A_WEEK = 7;

    private DurationText() {}

    /** The duration, from {@code least} to {@code most}; a problem names the field otherwise. */
    public static Duration parse(String field, String text, Duration least, Duration most) {
        Duration duration = parse(field, text);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw ProblemException.invalid(field, text, "from " + write(least) + " to " + write(most));
        }
        return duration;
    }

    private static Duration parse(String field, String text) {
        Matcher parts = SHORT.matcher(text);
        if (parts.matches()) {
            long number = Long.parseLong(parts.group(1));
            return switch (parts.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                default -> Duration.ofDays(number * DAYS_A_WEEK);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.invalid(field, text, "a duration such as 14d, 36h, 30m or 45s");
        }
    }

    /** The shortest form that {@link #parse} reads. */
    public static String write(Duration duration) {
        if (duration.getNano() != 0) {
            return duration.toString();
        }
        long seconds = duration.toSeconds();
        if (seconds > 0 && seconds % Duration.ofDays(1).toSeconds() == 0) {
            return duration.toDays() + "d";
        }
        if (seconds > 0 && seconds % Duration.ofHours(1).toSeconds() == 0) {
            return duration.toHours() + "h";
        }
        return seconds > 0 && seconds % Duration.ofMinutes(1).toSeconds() == 0
                ? duration.toMinutes() + "m"
                : seconds + "s";
    }
}
