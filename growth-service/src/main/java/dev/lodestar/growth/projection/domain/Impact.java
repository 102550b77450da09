package dev.lodestar.growth.projection.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a set of levers adds to the baseline over the horizon, under uncertainty.
 *
 * @param addedUsers new paying users beyond the baseline's: the one unit that is the same for levers on any stage
 * @param addedRevenue revenue after margin beyond the baseline's, not discounted
 * @param npv present value of the added revenue less the cost
 * @param cost of all levers of the set, paid in month 0
 * @param roi expected return on the cost, (mean ΔNPV − cost)/cost; null at cost 0
 * @param positiveProbability share of the draws with an NPV above 0
 * @param paybackMonth first month in which the expected discounted added revenue so far covers the cost; null when it
 *     does not within the horizon
 */
public record Impact(
        Spread addedUsers,
        Spread addedRevenue,
        Spread npv,
        double cost,
        @Nullable Double roi,
        double positiveProbability,
        @Nullable Integer paybackMonth) {}
