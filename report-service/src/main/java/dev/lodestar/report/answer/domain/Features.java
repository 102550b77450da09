package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who uses which feature. */
public record Features(
        @Nullable Long activeUsers,
        List<Feature> features,
        @Nullable String reason) {
    /** One named set of event types. */
    public record Feature(
            String feature,
            @Nullable Long usersAdopted,
            @Nullable Long eligibleUsers,
            @Nullable Double adoptionRate,
            @Nullable Long events,
            @Nullable Double avgUsagePerUser,
            @Nullable Double medianDaysToFirstUse,
            @Nullable Double avgDaysUsedPerUser,
            @Nullable Double medianDaysUsedPerUser,
            @Nullable Double shareOfActiveUsers) {}
}
