package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trailing active users by day, and how many users were active on how many days. */
public record Stickiness(
        List<Day> series,
        List<ActiveDays> histogram,
        @Nullable String reason) {
    /** Distinct users active in the trailing 1, 7 and 30 days that end with the date; null before a whole window has passed. */
    public record Day(
            String date,
            @Nullable Long dau,
            @Nullable Long wau,
            @Nullable Long mau,
            @Nullable Double dauWauRatio,
            @Nullable Double dauMauRatio,
            @Nullable Double wauMauRatio) {}

    /** Users active on exactly, and on at least, that many days of the range. */
    public record ActiveDays(
            int activeDays, @Nullable Long users, @Nullable Long usersAtLeast) {}
}
