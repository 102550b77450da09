package dev.lodestar.engine.summary;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of metrics_summary.json; each is the figure of the analysis it comes from.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param northStar the North Star of the last complete week
 * @param weeklyActiveUsers WAU of the last day of the range
 * @param dailyActiveUsers DAU of the last day of the range
 * @param monthlyActiveUsers MAU of the last day of the range
 * @param dauMauRatio their ratio
 * @param activationRate activated within 14 days among users old enough
 * @param collaborationRate users with a collaboration event / users activated
 * @param paidConversionRate monetised users / total users
 * @param totalUsers profiles with signup before the end of the range
 * @param totalEvents stored distinct events in the range
 * @param avgEventsPerUser totalEvents / totalUsers
 * @param reasons why a figure is null, by wire name
 */
public record SummaryAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        @Nullable Long northStar,
        @Nullable Long weeklyActiveUsers,
        @Nullable Long dailyActiveUsers,
        @Nullable Long monthlyActiveUsers,
        @Nullable Double dauMauRatio,
        @Nullable Double activationRate,
        @Nullable Double collaborationRate,
        @Nullable Double paidConversionRate,
        long totalUsers,
        long totalEvents,
        @Nullable Double avgEventsPerUser,
        Map<String, String> reasons) {}
