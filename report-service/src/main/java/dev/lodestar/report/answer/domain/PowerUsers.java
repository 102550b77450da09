package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The curve of active days in the trailing 28 days.
 *
 * @param threshold active days from which a user is a power user; null when there are none
 * @param eventShare share of all events of those 28 days that power users made
 */
public record PowerUsers(
        List<Point> curve,
        @Nullable Integer threshold,
        @Nullable Long powerUsers,
        @Nullable Long activeUsers,
        @Nullable Double topShare,
        @Nullable Double eventShare,
        @Nullable String reason) {
    /** Users with exactly, and with at least, that many active days. */
    public record Point(
            int activeDays,
            @Nullable Long users,
            @Nullable Long usersAtLeast,
            @Nullable Boolean isPower) {}
}
