package dev.lodestar.metrics.engagement;

import dev.lodestar.engine.activity.EngagementAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The columns of engagement_metrics.csv. */
final class EngagementTable {
    private EngagementTable() {}

    static CsvTable of(EngagementAnswer answer) {
        CsvTable table = CsvTable.of(
                "period",
                "period_start",
                "active_users",
                "new_users",
                "returning_users",
                "resurrecting_users",
                "dormant_users",
                "growth_rate",
                "partial",
                "quick_ratio");
        answer.series()
                .forEach(row -> table.row(
                        answer.period(),
                        row.periodStart(),
                        row.activeUsers(),
                        row.newUsers(),
                        row.returningUsers(),
                        row.resurrectingUsers(),
                        row.dormantUsers(),
                        row.growthRate(),
                        row.partial(),
                        row.quickRatio()));
        return table;
    }
}
