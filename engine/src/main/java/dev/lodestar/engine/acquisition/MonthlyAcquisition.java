package dev.lodestar.engine.acquisition;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Visitors and spend of a month, as far as it lies in the range.
 *
 * @param month the first day of the month
 * @param visitors its visitors
 * @param spend the sum of what is known of its spend; null where nothing is
 */
public record MonthlyAcquisition(
        LocalDate month, long visitors, @Nullable Double spend) {}
