package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.funnel.FunnelBreakdown;
import dev.lodestar.engine.funnel.FunnelGroup;
import dev.lodestar.engine.funnel.FunnelStageRow;
import dev.lodestar.engine.funnel.GrowthFunnelAnswer;
import dev.lodestar.kit.wire.CsvTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of funnel_metrics.csv, with a breakdown those of segment_funnel.csv. */
final class FunnelTable {
    private static final List<String> STAGE_COLUMNS = List.of(
            "stage",
            "stage_number",
            "users_at_stage",
            "conversion_from_previous",
            "overall_conversion",
            "drop_off_rate",
            "ci_low",
            "ci_high",
            "in_progress");

    private FunnelTable() {}

    static CsvTable of(GrowthFunnelAnswer answer) {
        return answer.breakdown() == null ? total(answer) : groups(answer.breakdown());
    }

    private static CsvTable total(GrowthFunnelAnswer answer) {
        CsvTable table = CsvTable.of(STAGE_COLUMNS);
        answer.stages().forEach(stage -> table.row(cells(stage)));
        return table;
    }

    private static CsvTable groups(FunnelBreakdown breakdown) {
        List<String> columns = new ArrayList<>(List.of("segment_type", "segment_value"));
        columns.addAll(STAGE_COLUMNS);
        CsvTable table = CsvTable.of(columns);
        for (FunnelGroup group : breakdown.groups()) {
            group.stages().forEach(stage -> table.row(cells(breakdown.attribute(), group.value(), stage)));
        }
        return table;
    }

    private static @Nullable Object[] cells(String attribute, String value, FunnelStageRow stage) {
        List<@Nullable Object> cells = new ArrayList<>(List.of(attribute, value));
        cells.addAll(Arrays.asList(cells(stage)));
        return cells.toArray();
    }

    private static @Nullable Object[] cells(FunnelStageRow stage) {
        return new @Nullable Object[] {
            stage.stage(),
            stage.stageNumber(),
            stage.usersAtStage(),
            stage.conversionFromPrevious(),
            stage.overallConversion(),
            stage.dropOffRate(),
            stage.ciLow(),
            stage.ciHigh(),
            stage.inProgress()
        };
    }
}
