package dev.lodestar.report.alert.domain;

import java.util.Locale;

/** How a figure is held against a threshold. */
public enum Operator {
    LT("below"),
    LTE("at or below"),
    GT("above"),
    GTE("at or above");

    private final String words;

    Operator(String words) {
        this.words = words;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String words() {
        return words;
    }

    boolean holds(double figure, double threshold) {
        return switch (this) {
            case LT -> figure < threshold;
            case LTE -> figure <= threshold;
            case GT -> figure > threshold;
            case GTE -> figure >= threshold;
        };
    }
}
