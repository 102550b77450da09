package dev.lodestar.engine.revenue;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Monthly recurring revenue and what moved it. A user's revenue of a month is the sum of the amounts dated in it.
 *
 * <p>{@code mrr(t) = mrr(t−1) + newRevenue + expansion + reactivated − contraction − churned}; all five are positive amounts.
 *
 * @param month the first day of the month
 * @param mrr revenue of the month
 * @param newRevenue of users who never paid before in the range
 * @param expansion more than the month before, of users who paid then
 * @param contraction less than the month before, of users who pay still
 * @param churned of the month before, of users who pay no more
 * @param reactivated of users who paid earlier but not the month before
 * @param nrr net revenue retention: (mrr(t−1) + expansion − contraction − churned)/mrr(t−1); null in and after a partial month
 * @param grr gross revenue retention: (mrr(t−1) − contraction − churned)/mrr(t−1)
 * @param quickRatio (new + expansion + reactivated)/(contraction + churned)
 * @param payingUsers users with revenue in the month
 * @param partial whether the range cuts the month
 */
public record MrrMonth(
        LocalDate month,
        double mrr,
        double newRevenue,
        double expansion,
        double contraction,
        double churned,
        double reactivated,
        @Nullable Double nrr,
        @Nullable Double grr,
        @Nullable Double quickRatio,
        long payingUsers,
        boolean partial) {}
