package dev.lodestar.growth.lever.domain;

import dev.lodestar.growth.assumption.domain.AssumptionName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The stages of the growth funnel (DEFINITIONS §4), nested from signup on. */
public enum Stage {
    AWARENESS(1),
    SIGNUP(2),
    ACTIVATION(3),
    ENGAGEMENT(4),
    HABIT_FORMATION(5),
    COLLABORATION(6),
    MONETIZATION(7);

    /** The stages that have a conversion from the stage before, in funnel order: all but awareness. */
    public static final List<Stage> CONVERTING = List.of(values()).subList(1, values().length);

    private final int number;

    Stage(int number) {
        this.number = number;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Position among {@link #CONVERTING}, from 0; −1 for awareness. */
    public int rateIndex() {
        return number - 2;
    }

    /** The stage before. Not defined for awareness. */
    public Stage previous() {
        return values()[number - 2];
    }

    /** The assumption that stands in where this stage's conversion is not observed. Not defined for awareness. */
    public AssumptionName assumedRate() {
        return switch (this) {
            case AWARENESS -> throw new IllegalStateException("awareness has no conversion");
            case SIGNUP -> AssumptionName.RATE_SIGNUP;
            case ACTIVATION -> AssumptionName.RATE_ACTIVATION;
            case ENGAGEMENT -> AssumptionName.RATE_ENGAGEMENT;
            case HABIT_FORMATION -> AssumptionName.RATE_HABIT_FORMATION;
            case COLLABORATION -> AssumptionName.RATE_COLLABORATION;
            case MONETIZATION -> AssumptionName.RATE_MONETIZATION;
        };
    }

    public static Optional<Stage> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(stage -> stage.wireName().equals(wireName))
                .findFirst();
    }
}
