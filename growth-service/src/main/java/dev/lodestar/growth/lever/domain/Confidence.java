package dev.lodestar.growth.lever.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How sure one is of a lift: the width of its triangular distribution, and the factor in RICE and ICE. */
public enum Confidence {
    HIGH(0.6, 1.3, 1.0, 10),
    MEDIUM(0.2, 1.6, 0.8, 8),
    LOW(-0.2, 2.0, 0.5, 5);

    private final double lowMultiple;
    private final double highMultiple;
    private final double riceFactor;
    private final int iceScore;

    Confidence(double lowMultiple, double highMultiple, double riceFactor, int iceScore) {
        this.lowMultiple = lowMultiple;
        this.highMultiple = highMultiple;
        this.riceFactor = riceFactor;
        this.iceScore = iceScore;
    }

    /** The lowest possible lift as a multiple of the mode. */
    public double lowMultiple() {
        return lowMultiple;
    }

    /** The highest possible lift as a multiple of the mode. */
    public double highMultiple() {
        return highMultiple;
    }

    /** The factor of RICE, in [0,1]. */
    public double riceFactor() {
        return riceFactor;
    }

    /** The score of ICE, 1 to 10. */
    public int iceScore() {
        return iceScore;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Confidence> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(confidence -> confidence.wireName().equals(wireName))
                .findFirst();
    }
}
