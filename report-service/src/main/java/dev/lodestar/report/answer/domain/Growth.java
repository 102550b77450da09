package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ranked growth levers and what they add. */
public record Growth(
        @Nullable Levers levers,
        @Nullable Projections projections,
        @Nullable Sensitivity sensitivity,
        @Nullable UnitEconomics unitEconomics) {
    /** The levers by expected return. */
    public record Levers(List<Lever> levers, @Nullable String reason) {}

    /** One lever; P10, P50 and P90 over the draws of the simulation. */
    public record Lever(
            @Nullable Integer rank,
            String lever,
            String targetStage,
            @Nullable Double expectedLift,
            @Nullable Double currentRate,
            @Nullable Double improvedRate,
            @Nullable Double addedUsersP10,
            @Nullable Double addedUsersP50,
            @Nullable Double addedUsersP90,
            @Nullable Double addedRevenueP10,
            @Nullable Double addedRevenueP50,
            @Nullable Double addedRevenueP90,
            @Nullable Double cost,
            @Nullable Double roi,
            @Nullable String confidence,
            @Nullable Double rice,
            @Nullable Double effortPersonMonths,
            @Nullable Double rampMonths,
            @Nullable Integer startMonth,
            @Nullable Double ice,
            @Nullable Double npvP10,
            @Nullable Double npvP50,
            @Nullable Double npvP90,
            @Nullable Double probabilityPositive,
            @Nullable Double paybackMonth) {}

    /** The selected levers together, by month from today. */
    public record Projections(
            List<Month> months,
            List<Share> shapley,
            @Nullable String reason) {}

    /** One month; month 0 is today. */
    public record Month(
            int month,
            @Nullable Double baselineNewPaying,
            @Nullable Double improvedNewPaying,
            @Nullable Double baselineRevenue,
            @Nullable Double improvedRevenue,
            @Nullable Double revenueP10,
            @Nullable Double revenueP90) {}

    /** A lever's Shapley share of what the levers add together. */
    public record Share(String lever, @Nullable Double share) {}

    /** How far the result moves when one input moves from its P10 to its P90. */
    public record Sensitivity(
            @Nullable String lever,
            List<Input> inputs,
            @Nullable String reason) {}

    /** One bar of the tornado. */
    public record Input(
            String input,
            @Nullable Double lowValue,
            @Nullable Double highValue,
            @Nullable Double npvAtLow,
            @Nullable Double npvAtHigh,
            @Nullable Double swing) {}

    /** CAC, payback, LTV:CAC and the like, with the source of each. */
    public record UnitEconomics(List<Row> rows, @Nullable String reason) {}

    /** One figure; {@code channel} is null where it is of the whole. */
    public record Row(
            String metric,
            @Nullable String channel,
            @Nullable Double value,
            @Nullable String unit,
            @Nullable String source,
            @Nullable String reason) {}
}
