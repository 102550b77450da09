package dev.lodestar.metrics.feature;

import dev.lodestar.engine.feature.FeatureAdoptionAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The columns of feature_adoption.csv. */
final class FeatureTable {
    private FeatureTable() {}

    static CsvTable of(FeatureAdoptionAnswer answer) {
        CsvTable table = CsvTable.of(
                "feature",
                "users_adopted",
                "eligible_users",
                "adoption_rate",
                "events",
                "avg_usage_per_user",
                "median_days_to_first_use",
                "avg_days_used_per_user",
                "median_days_used_per_user",
                "share_of_active_users");
        answer.features()
                .forEach(feature -> table.row(
                        feature.feature(),
                        feature.usersAdopted(),
                        feature.eligibleUsers(),
                        feature.adoptionRate(),
                        feature.events(),
                        feature.avgUsagePerUser(),
                        feature.medianDaysToFirstUse(),
                        feature.avgDaysUsedPerUser(),
                        feature.medianDaysUsedPerUser(),
                        feature.shareOfActiveUsers()));
        return table;
    }
}
