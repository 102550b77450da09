package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weekly active collaborative workspaces.
 *
 * @param unit {@code workspace}, or {@code user} where no event names a workspace
 * @param current value of the last complete week
 * @param attainment current / target
 * @param forecastDate when the linear trend meets the target, null when it does not
 */
public record NorthStar(
        @Nullable String unit,
        @Nullable Double current,
        @Nullable String currentWeek,
        @Nullable Double previous,
        @Nullable Double fourWeekMean,
        @Nullable Double target,
        @Nullable Double attainment,
        @Nullable String forecastDate,
        List<Week> weekly,
        @Nullable String reason) {
    /** Weeks that the range does not cut: a trend needs two. */
    public long completeWeeks() {
        return weekly.stream()
                .filter(week -> !week.partial() && week.value() != null)
                .count();
    }

    /** One ISO week. */
    public record Week(
            String weekStart,
            @Nullable Long value,
            @Nullable Long weeklyActiveUsers,
            @Nullable Double collaborationRate,
            boolean partial) {}
}
