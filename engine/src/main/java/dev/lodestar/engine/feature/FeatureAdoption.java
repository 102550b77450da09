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
        @Nullable Double shareOfActiveUsers) {}
