package dev.lodestar.growth.observation.domain;

import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.lever.domain.Stage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The product as it was measured. What is null or missing was not measurable, and {@code reasons} says why.
 *
 * @param visitorsPerMonth visitors of a month of today
 * @param signupsPerMonth signups of a month of today
 * @param stages counts by stage, for the stages that could be measured
 * @param retention pooled monthly retention by age from 0 on without gaps; empty when not measured
 * @param acquired spend, and those who signed up meanwhile and have paid more than nothing up to the end of the range
 * @param totalUsers users with a profile
 * @param monthlyActiveUsers active in the last 30 days of the range
 * @param reasons stable code by what is missing: visitors, stages, retention, revenue, payers, summary
 * @param completeness share of partitions that answered, the least of all answers used
 */
public record ObservedProduct(
        @Nullable Figure visitorsPerMonth,
        @Nullable Figure signupsPerMonth,
        Map<Stage, StageCount> stages,
        List<RetentionPoint> retention,
        @Nullable ObservedRevenue revenue,
        List<ChannelCount> channels,
        Acquired acquired,
        @Nullable Long totalUsers,
        @Nullable Long monthlyActiveUsers,
        Map<String, String> reasons,
        AsOf asOf,
        double completeness) {

    /** A product of which nothing was measured. */
    public static ObservedProduct nothing(String reason) {
        return new ObservedProduct(
                null,
                null,
                Map.of(),
                List.of(),
                null,
                List.of(),
                new Acquired(null, null, "the range"),
                null,
                null,
                Map.of(
                        "visitors",
                        reason,
                        "stages",
                        reason,
                        "retention",
                        reason,
                        "revenue",
                        reason,
                        "payers",
                        reason,
                        "summary",
                        reason),
                AsOf.NOTHING,
                1);
    }

    /** Why a part is missing; {@code not_measured} where no better is known. */
    public String reason(String part) {
        return reasons.getOrDefault(part, "not_measured");
    }
}
