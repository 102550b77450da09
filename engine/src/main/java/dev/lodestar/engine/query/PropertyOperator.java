package dev.lodestar.engine.query;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How a property filter compares. */
public enum PropertyOperator {
    /** Equal to one of the values. An event without the property is not. */
    EQ,
    /** Equal to none of the values. An event without the property is unlike all of them. */
    NEQ,
    /** Greater than the value. */
    GT,
    /** Greater than the value, or equal. */
    GTE,
    /** Less than the value. */
    LT,
    /** Less than the value, or equal. */
    LTE,
    /** A text with one of the values in it, case and all. */
    CONTAINS,
    /** Whether there is a value at all. */
    IS_SET,
    /** Whether there is none. */
    IS_NOT_SET;

    private static final Set<PropertyOperator> ORDERING = EnumSet.of(GT, GTE, LT, LTE);

    /** The name on the wire, such as {@code gte}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it compares by size, which only numbers have. */
    public boolean isOrdering() {
        return ORDERING.contains(this);
    }

    /** Whether it takes values at all. */
    public boolean takesValues() {
        return this != IS_SET && this != IS_NOT_SET;
    }
}
