package dev.lodestar.engine.northstar;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The North Star of one week.
 *
 * @param weekStart the first day of the week, even where the range cuts it
 * @param value distinct workspaces (or users, by the answer's unit) with a collaboration event
 * @param weeklyActiveUsers distinct users active in the calendar week
 * @param collaborationRate distinct users with a collaboration event / weekly active users; null where nobody was active
 * @param partial whether the range cuts the week
 */
public record NorthStarWeek(
        LocalDate weekStart,
        @Nullable Long value,
        @Nullable Long weeklyActiveUsers,
        @Nullable Double collaborationRate,
        boolean partial) {}
