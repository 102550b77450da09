package dev.lodestar.engine.revenue;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a monthly cohort, or all of them, has paid up to the end of the range.
 *
 * @param cohort the first day of the cohort's month; null for all cohorts
 * @param cohortSize all users of the cohort
 * @param payingUsers those who paid anything
 * @param conversionRate paying / size
 * @param revenue the sum of their amounts, in the project's currency
 * @param arpu revenue / size, to date
 * @param arppu revenue / paying, to date; null without paying users
 * @param ltvToDate cumulative revenue per user of the cohort up to now, the last of {@code cumulativeRevenuePerUser}
 * @param ltvProjected null until a model is fitted
 * @param ltvLow null with it
 * @param ltvHigh null with it
 * @param estimated whether the revenue comes from assumed prices, no invoice being in the data
 * @param reason why a figure is null
 * @param cumulativeRevenuePerUser by age in months from the cohort's own, over the months that start before the end of the range; for
 *     all cohorts, at each age pooled over the cohorts whose month of that age is complete
 */
public record CohortRevenue(
        @Nullable LocalDate cohort,
        long cohortSize,
        @Nullable Long payingUsers,
        @Nullable Double conversionRate,
        @Nullable Double revenue,
        @Nullable Double arpu,
        @Nullable Double arppu,
        @Nullable Double ltvToDate,
        @Nullable Double ltvProjected,
        @Nullable Double ltvLow,
        @Nullable Double ltvHigh,
        boolean estimated,
        @Nullable String reason,
        List<Double> cumulativeRevenuePerUser) {}
