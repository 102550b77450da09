package dev.lodestar.engine.feature;

import org.jspecify.annotations.Nullable;

/**
 * How one feature is adopted.
 *
 * @param feature its name
 * @param usersAdopted eligible users with an event of the feature in the range
 * @param eligibleUsers users with a profile and an active event in the range
 * @param adoptionRate adopted/eligible; null on an empty base
 * @param events events of the feature in the range by adopters
 * @param avgUsagePerUser events per adopter; null without adopters
 * @param medianDaysToFirstUse days of 24 hours, with fractions, from signup to the first use in the range, over adopters; negative for
 *     a use before signup
 * @param avgDaysUsedPerUser days of the range with a use, per adopter; null without adopters
 * @param medianDaysUsedPerUser the median of those days over adopters; null without adopters
 * @param shareOfActiveUsers users active in the range who used it, with or without a profile, / users active in the range
 */
public record FeatureAdoption(
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
