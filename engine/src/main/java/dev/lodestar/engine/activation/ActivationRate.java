package dev.lodestar.engine.activation;

import org.jspecify.annotations.Nullable;

/**
 * The share of users activated within so many days of 24 hours after signup, among those old enough to tell.
 *
 * @param withinDays the number of days
 * @param eligibleUsers users whose signup is at least that long before the end of the range
 * @param activatedUsers those of them activated in time
 * @param rate activated/eligible; null on an empty base
 * @param ciLow lower end of Wilson's 95 % interval
 * @param ciHigh upper end of it
 */
public record ActivationRate(
        int withinDays,
        @Nullable Long eligibleUsers,
        @Nullable Long activatedUsers,
        @Nullable Double rate,
        @Nullable Double ciLow,
        @Nullable Double ciHigh) {}
