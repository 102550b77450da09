package dev.lodestar.cohort.dayn;

import dev.lodestar.engine.cohort.DayNAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The columns of day_n_retention.csv. */
final class DayNTable {
    private DayNTable() {}

    static CsvTable of(DayNAnswer answer) {
        CsvTable table = CsvTable.of(
                "day",
                "eligible_users",
                "retained_users",
                "retention_rate",
                "ci_low",
                "ci_high",
                "on_or_after_users",
                "on_or_after_rate");
        answer.days()
                .forEach(day -> table.row(
                        day.day(),
                        day.eligibleUsers(),
                        day.retainedUsers(),
                        day.retentionRate(),
                        day.ciLow(),
                        day.ciHigh(),
                        day.onOrAfterUsers(),
                        day.onOrAfterRate()));
        return table;
    }
}
