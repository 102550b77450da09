package dev.lodestar.growth.observation.domain;

import org.jspecify.annotations.Nullable;

/**
 * Monthly recurring revenue of one month and its movements against the month before, in the project's currency.
 *
 * @param month as the cohort service writes it
 * @param partial whether the range cuts the month
 */
public record MrrMonth(
        String month,
        @Nullable Double mrr,
        @Nullable Double newMrr,
        @Nullable Double expansion,
        @Nullable Double contraction,
        @Nullable Double churned,
        @Nullable Double reactivated,
        @Nullable Double nrr,
        @Nullable Double grr,
        @Nullable Double quickRatio,
        @Nullable Long payingUsers,
        boolean partial) {}
