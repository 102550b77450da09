package dev.lodestar.cohort.retention;

import dev.lodestar.engine.cohort.RetentionAnswer;
import dev.lodestar.engine.cohort.RetentionCell;
import dev.lodestar.engine.cohort.RetentionCohort;
import dev.lodestar.engine.cohort.RetentionGroup;
import dev.lodestar.kit.wire.CsvTable;
import java.util.List;

/**
 * The columns of cohort_retention.csv; a censored cell has its row, with the count and the rate empty. A breakdown has the rows of its groups one
 * after the other, with the group in a last column.
 */
final class RetentionTable {
    private RetentionTable() {}

    static CsvTable of(RetentionAnswer answer) {
        List<RetentionGroup> groups = answer.groups();
        if (groups == null) {
            CsvTable table = CsvTable.of(
                    "cohort", "period", "active_users", "cohort_size", "retention_rate", "ci_low", "ci_high");
            answer.cohorts()
                    .forEach(cohort -> cohort.cells()
                            .forEach(cell -> table.row(
                                    cohort.cohort(),
                                    cell.period(),
                                    cell.activeUsers(),
                                    cohort.size(),
                                    cell.retentionRate(),
                                    cell.ciLow(),
                                    cell.ciHigh())));
            return table;
        }
        CsvTable table = CsvTable.of(
                "cohort", "period", "active_users", "cohort_size", "retention_rate", "ci_low", "ci_high", "group");
        groups.forEach(group -> group.cohorts()
                .forEach(cohort -> cohort.cells().forEach(cell -> row(table, cohort, cell, group.value()))));
        return table;
    }

    private static void row(CsvTable table, RetentionCohort cohort, RetentionCell cell, String group) {
        table.row(
                cohort.cohort(),
                cell.period(),
                cell.activeUsers(),
                cohort.size(),
                cell.retentionRate(),
                cell.ciLow(),
                cell.ciHigh(),
                group);
    }
}
