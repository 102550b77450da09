package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many users reached the activation event, and how soon. Hours are Kaplan–Meier quantiles over all users. */
public record Activation(
        @Nullable Long totalUsers,
        @Nullable Statuses statuses,
        List<Rate> rates,
        @Nullable Double medianHours,
        @Nullable Double p90Hours,
        @Nullable String reason) {
    /** Users by time from signup to activation: up to one hour, up to a day, later, not yet. */
    public record Statuses(long fast, long normal, long slow, long notActivated) {}

    /** Share activated within so many days, of the users who are old enough to tell, with Wilson's 95 % interval. */
    public record Rate(
            int withinDays,
            @Nullable Long eligibleUsers,
            @Nullable Long activatedUsers,
            @Nullable Double rate,
            @Nullable Double ciLow,
            @Nullable Double ciHigh) {}
}
