package dev.lodestar.growth.assumption.domain;

/**
 * A number with its origin.
 *
 * @param detail for an observed figure how it was measured, for an assumed one its source
 */
public record Figure(double value, Origin origin, String detail) {

    /** Whether a figure was measured or assumed. */
    public enum Origin {
        OBSERVED,
        ASSUMPTION
    }

    public static Figure observed(double value, String detail) {
        return new Figure(value, Origin.OBSERVED, detail);
    }

    public static Figure assumed(double value, String detail) {
        return new Figure(value, Origin.ASSUMPTION, detail);
    }
}
