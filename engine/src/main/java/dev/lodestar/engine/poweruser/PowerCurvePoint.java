package dev.lodestar.engine.poweruser;

import org.jspecify.annotations.Nullable;

/**
 * How many users were active on so many of the trailing days.
 *
 * @param activeDays the number of days, from 1
 * @param users users with exactly that many
 * @param usersAtLeast users with that many or more
 * @param isPower whether that many make a power user
 */
public record PowerCurvePoint(
        int activeDays,
        @Nullable Long users,
        @Nullable Long usersAtLeast,
        @Nullable Boolean isPower) {}
