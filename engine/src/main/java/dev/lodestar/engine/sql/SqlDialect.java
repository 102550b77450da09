package dev.lodestar.engine.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The databases that queries can be written for. */
public enum SqlDialect {
    POSTGRESQL;

    /** The name on the wire, and of the folder of templates: {@code postgresql}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The dialect of that wire name, or empty where there is none. */
    public static Optional<SqlDialect> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.wireName().equals(name))
                .findFirst();
    }
}
