package dev.lodestar.engine.funnel;

import java.util.Locale;

/** The stages of the growth funnel, in order; each holds only users of all the stages before it from signup on. */
public enum GrowthStage {
    AWARENESS(1),
    SIGNUP(2),
    ACTIVATION(3),
    ENGAGEMENT(4),
    HABIT_FORMATION(5),
    COLLABORATION(6),
    MONETIZATION(7);

    private final int number;

    GrowthStage(int number) {
        this.number = number;
    }

    /** The name on the wire, such as {@code habit_formation}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stage's number, from 1. */
    public int number() {
        return number;
    }
}
