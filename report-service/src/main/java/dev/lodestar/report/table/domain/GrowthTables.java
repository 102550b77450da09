package dev.lodestar.report.table.domain;

import static dev.lodestar.report.table.domain.ActivityTables.stream;
import static dev.lodestar.report.table.domain.Table.Column.column;

import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Growth;
import dev.lodestar.report.table.domain.Table.Column;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables of growth levers: ranking, projection, sensitivity, unit economics. */
final class GrowthTables {
    private record LeverInput(@Nullable String lever, Growth.Input input) {}

    private static final List<Column<Growth.Lever>> LEVERS = List.of(
            column("rank", Growth.Lever::rank),
            column("lever", Growth.Lever::lever),
            column("target_stage", Growth.Lever::targetStage),
            column("expected_lift", Growth.Lever::expectedLift),
            column("current_rate", Growth.Lever::currentRate),
            column("improved_rate", Growth.Lever::improvedRate),
            column("added_users_p10", Growth.Lever::addedUsersP10),
            column("added_users_p50", Growth.Lever::addedUsersP50),
            column("added_users_p90", Growth.Lever::addedUsersP90),
            column("added_revenue_p10", Growth.Lever::addedRevenueP10),
            column("added_revenue_p50", Growth.Lever::addedRevenueP50),
            column("added_revenue_p90", Growth.Lever::addedRevenueP90),
            column("cost", Growth.Lever::cost),
            column("roi", Growth.Lever::roi),
            column("confidence", Growth.Lever::confidence),
            column("rice", Growth.Lever::rice),
            column("ice", Growth.Lever::ice),
            column("effort_person_months", Growth.Lever::effortPersonMonths),
            column("ramp_months", Growth.Lever::rampMonths),
            column("start_month", Growth.Lever::startMonth),
            column("npv_p10", Growth.Lever::npvP10),
            column("npv_p50", Growth.Lever::npvP50),
            column("npv_p90", Growth.Lever::npvP90),
            column("probability_positive", Growth.Lever::probabilityPositive),
            column("payback_month", Growth.Lever::paybackMonth));

    private static final List<Column<Growth.Month>> PROJECTIONS = List.of(
            column("month", Growth.Month::month),
            column("baseline_new_paying", Growth.Month::baselineNewPaying),
            column("improved_new_paying", Growth.Month::improvedNewPaying),
            column("baseline_revenue", Growth.Month::baselineRevenue),
            column("improved_revenue", Growth.Month::improvedRevenue),
            column("revenue_p10", Growth.Month::revenueP10),
            column("revenue_p90", Growth.Month::revenueP90));

    private static final List<Column<LeverInput>> SENSITIVITY = List.of(
            column("lever", LeverInput::lever),
            column("input", row -> row.input().input()),
            column("low_value", row -> row.input().lowValue()),
            column("high_value", row -> row.input().highValue()),
            column("npv_at_low", row -> row.input().npvAtLow()),
            column("npv_at_high", row -> row.input().npvAtHigh()),
            column("swing", row -> row.input().swing()));

    private static final List<Column<Growth.Row>> UNIT_ECONOMICS = List.of(
            column("metric", Growth.Row::metric),
            column("channel", Growth.Row::channel),
            column("value", Growth.Row::value),
            column("unit", Growth.Row::unit),
            column("source", Growth.Row::source),
            column("reason", Growth.Row::reason));

    private GrowthTables() {}

    static List<Table> of(Evidence evidence) {
        Growth growth = evidence.growth();
        Growth.Levers levers = growth == null ? null : growth.levers();
        Growth.Projections projections = growth == null ? null : growth.projections();
        Growth.UnitEconomics economics = growth == null ? null : growth.unitEconomics();
        return List.of(
                Table.of("growth_levers.csv", LEVERS, stream(levers == null ? null : levers.levers())),
                Table.of(
                        "growth_projections.csv",
                        PROJECTIONS,
                        stream(projections == null ? null : projections.months())),
                Table.of("growth_sensitivity.csv", SENSITIVITY, inputs(growth == null ? null : growth.sensitivity())),
                Table.of("unit_economics.csv", UNIT_ECONOMICS, stream(economics == null ? null : economics.rows())));
    }

    private static Stream<LeverInput> inputs(Growth.@Nullable Sensitivity sensitivity) {
        return sensitivity == null
                ? Stream.empty()
                : sensitivity.inputs().stream().map(input -> new LeverInput(sensitivity.lever(), input));
    }
}
