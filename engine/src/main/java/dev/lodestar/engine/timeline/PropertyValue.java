package dev.lodestar.engine.timeline;

/** A value of an event's property. */
public sealed interface PropertyValue {
    /** A text, as it was sent. */
    record Text(String value) implements PropertyValue {}

    /** A number. */
    record Number(double value) implements PropertyValue {}

    /** A truth value. */
    record Flag(boolean value) implements PropertyValue {}
}
