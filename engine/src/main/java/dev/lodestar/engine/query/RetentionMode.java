package dev.lodestar.engine.query;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What it takes to count as retained in period k. */
public enum RetentionMode {
    /** Active in exactly the k-th calendar period after the cohort's own. */
    ON,
    /** Active in the k-th calendar period or in any later one. */
    ON_OR_AFTER,
    /** Active in the k-th window of 1, 7, 30 or 91 times 24 hours from the user's own start. */
    ROLLING,
    /** Active on one of the days since the user's own start between the k-th bound given and the next. */
    BRACKET;

    /** The modes that take no bounds. */
    public static final Set<RetentionMode> WITHOUT_BOUNDS =
            Collections.unmodifiableSet(EnumSet.of(ON, ON_OR_AFTER, ROLLING));

    /** The name on the wire: {@code on}, {@code on_or_after}, {@code rolling}, {@code bracket}. */
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
