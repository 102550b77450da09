package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Share of users active on exactly day N after signup. */
public record DayN(List<Day> days, @Nullable String reason) {
    /** One N, over the users whose day N was complete; {@code onOrAfter} counts that day and any later one. */
    public record Day(
            int day,
            @Nullable Long eligibleUsers,
            @Nullable Long retainedUsers,
            @Nullable Double retentionRate,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            @Nullable Long onOrAfterUsers,
            @Nullable Double onOrAfterRate) {}
}
