package dev.lodestar.engine.activity;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One calendar period. Counts are null where the data hold no active event at all.
 *
 * <p>{@code activeUsers = newUsers + returningUsers + resurrectingUsers}, and the active users of the period before are
 * {@code returningUsers − dormantUsers}.
 *
 * @param periodStart the calendar start, even where the range cuts the period
 * @param activeUsers distinct users active in the period
 * @param newUsers first ever active in the period
 * @param returningUsers active in this period and in the one before
 * @param resurrectingUsers active in this period and earlier, not in the one before
 * @param dormantUsers active in the period before and not in this one, as a negative number
 * @param growthRate active(t)/active(t−1) − 1; null in and after a partial period and on an empty base
 * @param quickRatio (new + resurrecting)/|dormant|; null where nobody went dormant
 * @param partial whether the range cuts the period
 */
public record EngagementRow(
        LocalDate periodStart,
        @Nullable Long activeUsers,
        @Nullable Long newUsers,
        @Nullable Long returningUsers,
        @Nullable Long resurrectingUsers,
        @Nullable Long dormantUsers,
        @Nullable Double growthRate,
        @Nullable Double quickRatio,
        boolean partial) {}
