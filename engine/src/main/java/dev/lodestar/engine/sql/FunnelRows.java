package dev.lodestar.engine.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the rows of a funnel's statement are. */
public enum FunnelRows {
    /**
     * The steps, of each group where there are groups: {@code group_value} (null without groups), {@code step_number}, {@code label},
     * {@code users}, {@code conversion_from_previous}, {@code overall_conversion}, {@code drop_off_rate}, {@code ci_low}, {@code ci_high},
     * {@code overall_ci_low}, {@code overall_ci_high}, {@code in_progress}, median, 90th percentile and mean of the seconds from the step before
     * (null in any order) and from the first, {@code removed_users}, {@code reason}.
     */
    STEPS("funnel_definition.sql"),
    /**
     * The periods of the trend, of all groups together: {@code period_start}, {@code partial}, {@code users_1} up to that of the last step,
     * {@code overall_conversion}, {@code ci_low}, {@code ci_high}, {@code in_progress}, {@code removed_users}, {@code without_period},
     * {@code reason}.
     */
    TREND("funnel_trend.sql"),
    /**
     * The classes of times to convert, of each step from the second on: {@code group_value}, {@code step_number}, {@code label}, {@code duration}
     * ({@code from_previous}, not in any order, and {@code from_first}), {@code up_to_seconds}, {@code users}.
     */
    HISTOGRAM("funnel_histogram.sql");

    private final SqlSource source;

    FunnelRows(String file) {
        this.source = SqlSource.read(file);
    }

    /** The template. */
    SqlSource source() {
        return source;
    }

    /** The name on the wire: {@code steps}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rows of that wire name, or empty where there are none. */
    public static Optional<FunnelRows> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(rows -> rows.wireName().equals(name))
                .findFirst();
    }
}
