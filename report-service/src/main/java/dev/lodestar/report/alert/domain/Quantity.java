package dev.lodestar.report.alert.domain;

import dev.lodestar.report.figure.domain.Unit;
import java.util.Locale;

/** Figures as the sentences of alerts say them: with more digits than labels of charts, so that what is above a threshold is not written like it. */
final class Quantity {
    private Quantity() {}

    static String text(Unit unit, double value) {
        return switch (unit) {
            case COUNT -> number(value);
            case RATE -> percent(value);
            case MONEY -> "$" + number(value);
        };
    }

    /** A share with two decimals at most: {@code 20%}, {@code 19.97%}. */
    static String percent(double share) {
        return trimmed(String.format(Locale.ROOT, "%,.2f", share * 100)) + "%";
    }

    static String number(double value) {
        return trimmed(String.format(Locale.ROOT, "%,.2f", value));
    }

    private static String trimmed(String decimals) {
        return decimals.replaceFirst("\\.?0+$", "");
    }
}
