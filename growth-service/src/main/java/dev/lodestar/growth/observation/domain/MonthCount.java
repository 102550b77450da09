package dev.lodestar.growth.observation.domain;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one complete calendar month of the range.
 *
 * @param signups users who signed up in it; null where not known
 * @param newPayingUsers those of them who have paid more than nothing by the end of the range; null where not known
 * @param visitors null unless they are known from its first day to its last
 * @param spend in the project's currency; null unless it is known from the first day to the last
 */
public record MonthCount(
        YearMonth month,
        @Nullable Long signups,
        @Nullable Long newPayingUsers,
        @Nullable Long visitors,
        @Nullable Double spend) {}
