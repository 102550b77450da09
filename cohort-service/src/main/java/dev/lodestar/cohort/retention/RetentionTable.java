package dev.lodestar.cohort.retention;

import dev.lodestar.engine.cohort.RetentionAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The columns of cohort_retention.csv; a censored cell has its row, with the count and the rate empty. */
final class RetentionTable {
    private RetentionTable() {}

    static CsvTable of(RetentionAnswer answer) {
        CsvTable table =
                CsvTable.of("cohort", "period", "active_users", "cohort_size", "retention_rate", "ci_low", "ci_high");
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
}
