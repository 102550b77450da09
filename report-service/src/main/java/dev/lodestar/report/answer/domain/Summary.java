package dev.lodestar.report.answer.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headline figures of DEFINITIONS §9.
 *
 * @param reasons why a figure is null, by the figure's field name on the wire
 */
public record Summary(
        @Nullable Long northStar,
        @Nullable Long weeklyActiveUsers,
        @Nullable Long dailyActiveUsers,
        @Nullable Long monthlyActiveUsers,
        @Nullable Double dauMauRatio,
        @Nullable Double activationRate,
        @Nullable Double collaborationRate,
        @Nullable Double paidConversionRate,
        @Nullable Long totalUsers,
        @Nullable Long totalEvents,
        @Nullable Double avgEventsPerUser,
        Map<String, String> reasons) {}
