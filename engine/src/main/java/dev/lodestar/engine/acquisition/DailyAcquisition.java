package dev.lodestar.engine.acquisition;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Visitors and spend of a channel on a day.
 *
 * @param date the day in the project's zone
 * @param channel the channel
 * @param visitors the number of visitors
 * @param spend what they cost, in the project's currency; null where it is not known
 */
public record DailyAcquisition(
        LocalDate date,
        String channel,
        long visitors,
        @Nullable Double spend) {}
