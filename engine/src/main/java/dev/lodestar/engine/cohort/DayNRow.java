package dev.lodestar.engine.cohort;

import org.jspecify.annotations.Nullable;

/**
 * Retention on one day after signup.
 *
 * @param day N, days after the day of signup
 * @param eligibleUsers users whose day N ended at or before the end of the range
 * @param retainedUsers those of them active on exactly that day
 * @param retentionRate retained / eligible; null on an empty base
 * @param ciLow lower end of Wilson's 95 % interval
 * @param ciHigh upper end of it
 * @param onOrAfterUsers eligible users active on that day or any later one in the range
 * @param onOrAfterRate onOrAfter / eligible
 */
public record DayNRow(
        int day,
        @Nullable Long eligibleUsers,
        @Nullable Long retainedUsers,
        @Nullable Double retentionRate,
        @Nullable Double ciLow,
        @Nullable Double ciHigh,
        @Nullable Long onOrAfterUsers,
        @Nullable Double onOrAfterRate) {}
