package dev.lodestar.metrics.summary;

import dev.lodestar.engine.summary.SummaryAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The summary as a table of one row. */
final class SummaryTable {
    private SummaryTable() {}

    static CsvTable of(SummaryAnswer answer) {
        return CsvTable.of(
                        "north_star",
                        "weekly_active_users",
                        "daily_active_users",
                        "monthly_active_users",
                        "dau_mau_ratio",
                        "activation_rate",
                        "collaboration_rate",
                        "paid_conversion_rate",
                        "total_users",
                        "total_events",
                        "avg_events_per_user")
                .row(
                        answer.northStar(),
                        answer.weeklyActiveUsers(),
                        answer.dailyActiveUsers(),
                        answer.monthlyActiveUsers(),
                        answer.dauMauRatio(),
                        answer.activationRate(),
                        answer.collaborationRate(),
                        answer.paidConversionRate(),
                        answer.totalUsers(),
                        answer.totalEvents(),
                        answer.avgEventsPerUser());
    }
}
