package dev.lodestar.report.alert.domain;

import java.math.BigDecimal;
import java.util.Locale;

/** Which way a figure must move for a rule to hold. */
public enum Direction {
    DROP,
    RISE,
    ANY;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The part of a signed move that counts: its size where the sign is right, else 0 or less. */
    double size(double move) {
        return switch (this) {
            case DROP -> -move;
            case RISE -> move;
            case ANY -> Math.abs(move);
        };
    }

    /** The same of a move in decimal. */
    BigDecimal size(BigDecimal move) {
        return switch (this) {
            case DROP -> move.negate();
            case RISE -> move;
            case ANY -> move.abs();
        };
    }
}
