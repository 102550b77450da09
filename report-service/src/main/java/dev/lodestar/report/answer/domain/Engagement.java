package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Active users and their lifecycle, by day, week and month. */
public record Engagement(Series daily, Series weekly, Series monthly) {
    /** One calendar period length; the series is empty when nothing could be measured, and the reason says why. */
    public record Series(List<Period> series, @Nullable String reason) {}

    /**
     * One calendar period.
     *
     * @param dormant users active in the period before and not in this one, zero or negative
     * @param growthRate active(t)/active(t−1) − 1, null where either period is cut by the range
     * @param partial the range cuts the period
     */
    public record Period(
            String periodStart,
            @Nullable Long activeUsers,
            @Nullable Long newUsers,
            @Nullable Long returning,
            @Nullable Long resurrecting,
            @Nullable Long dormant,
            @Nullable Double growthRate,
            @Nullable Double quickRatio,
            boolean partial) {}
}
