package dev.lodestar.engine.query;

import java.util.Locale;

/** On which side of its anchor a path lies. */
public enum PathDirection {
    AFTER,
    BEFORE;

    /** The name on the wire, such as {@code after}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
