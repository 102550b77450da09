package dev.lodestar.metrics.northstar;

import dev.lodestar.engine.northstar.NorthStarAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The columns of north_star.csv. */
final class NorthStarTable {
    private NorthStarTable() {}

    static CsvTable of(NorthStarAnswer answer) {
        CsvTable table = CsvTable.of("week_start", "value", "weekly_active_users", "collaboration_rate", "partial");
        answer.weekly()
                .forEach(week -> table.row(
                        week.weekStart(),
                        week.value(),
                        week.weeklyActiveUsers(),
                        week.collaborationRate(),
                        week.partial()));
        return table;
    }
}
