package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.funnel.StepFunnelAnswer;
import dev.lodestar.engine.funnel.StepFunnelBreakdown;
import dev.lodestar.engine.funnel.StepFunnelGroup;
import dev.lodestar.engine.funnel.StepFunnelRow;
import dev.lodestar.engine.funnel.TimeToConvert;
import dev.lodestar.kit.wire.CsvTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of an ad-hoc funnel, a row each; with a breakdown, of each group, under its kind, name and value. */
final class StepFunnelTable {
    private static final List<String> STEP_COLUMNS = List.of(
            "step_number",
            "label",
            "users",
            "conversion_from_previous",
            "overall_conversion",
            "drop_off_rate",
            "ci_low",
            "ci_high",
            "overall_ci_low",
            "overall_ci_high",
            "in_progress",
            "median_seconds_from_previous",
            "p90_seconds_from_previous",
            "mean_seconds_from_previous",
            "median_seconds_from_first",
            "p90_seconds_from_first",
            "mean_seconds_from_first");

    private StepFunnelTable() {}

    static CsvTable of(StepFunnelAnswer answer) {
        StepFunnelBreakdown breakdown = answer.breakdown();
        List<String> columns = new ArrayList<>(
                breakdown == null ? List.of() : List.of("breakdown_kind", "breakdown_name", "breakdown_value"));
        columns.addAll(STEP_COLUMNS);
        CsvTable table = CsvTable.of(columns);
        if (breakdown == null) {
            answer.steps().forEach(step -> table.row(cells(step).toArray()));
            return table;
        }
        for (StepFunnelGroup group : breakdown.groups()) {
            for (StepFunnelRow step : group.steps()) {
                List<@Nullable Object> cells =
                        new ArrayList<>(List.of(breakdown.kind(), breakdown.name(), group.value()));
                cells.addAll(cells(step));
                table.row(cells.toArray());
            }
        }
        return table;
    }

    private static List<@Nullable Object> cells(StepFunnelRow step) {
        List<@Nullable Object> cells = new ArrayList<>(Arrays.asList(
                step.stepNumber(),
                step.label(),
                step.users(),
                step.conversionFromPrevious(),
                step.overallConversion(),
                step.dropOffRate(),
                step.ciLow(),
                step.ciHigh(),
                step.overallCiLow(),
                step.overallCiHigh(),
                step.inProgress()));
        cells.addAll(times(step.fromPrevious()));
        cells.addAll(times(step.fromFirst()));
        return cells;
    }

    private static List<@Nullable Object> times(@Nullable TimeToConvert times) {
        return times == null
                ? Arrays.asList(null, null, null)
                : Arrays.asList(times.medianSeconds(), times.p90Seconds(), times.meanSeconds());
    }
}
