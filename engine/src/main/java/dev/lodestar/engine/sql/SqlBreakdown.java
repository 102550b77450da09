package dev.lodestar.engine.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The profile attributes that can split the funnel in SQL: those that every warehouse has as columns. */
public enum SqlBreakdown {
    SEGMENT,
    CHANNEL,
    PLAN_TYPE;

    /** The attribute's name: {@code segment}, {@code channel}, {@code plan_type}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The breakdown of that attribute, or empty where SQL has none. */
    public static Optional<SqlBreakdown> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(breakdown -> breakdown.wireName().equals(name))
                .findFirst();
    }
}
