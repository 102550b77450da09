package dev.lodestar.engine.timeline;

import java.util.Locale;

/** The kind of a property's values. */
public enum PropertyKind {
    TEXT,
    NUMBER,
    FLAG;

    /** The name on the wire, such as {@code number}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
