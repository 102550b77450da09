package dev.lodestar.engine.activity;

import org.jspecify.annotations.Nullable;

/**
 * How many users were active on so many days of the range.
 *
 * @param activeDays the number of days, from 1
 * @param users users with exactly that many
 * @param usersAtLeast users with that many or more
 */
public record ActiveDaysBucket(
        int activeDays, @Nullable Long users, @Nullable Long usersAtLeast) {}
