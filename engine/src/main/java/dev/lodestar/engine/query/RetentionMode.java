package dev.lodestar.engine.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What it takes to count as retained in period k. */
public enum RetentionMode {
    /** Active in exactly the k-th calendar period after the cohort's own. */
    ON,
    /** Active in the k-th calendar period or in any later one. */
    ON_OR_AFTER,
    /** Active in the k-th window of 1, 7, 30 or 91 times 24 hours from the user's own signup. */
    ROLLING;

    /** The name on the wire: {@code on}, {@code on_or_after}, {@code rolling}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that wire name, or empty where there is none. */
    public static Optional<RetentionMode> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equals(name))
                .findFirst();
    }
}
