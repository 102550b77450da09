package dev.lodestar.report.alert.domain;

import dev.lodestar.report.figure.domain.Unit;
import java.util.Currency;
import java.util.Locale;

/**
 * What a figure counts, and how the sentences of alerts say it: with more digits than labels of charts, so that what is above a threshold is not written
 * like it.
 */
enum Quantity {
    COUNT,
    RATE,
    MONEY;

    /** The figure, an amount in that currency. */
    String text(double value, Currency currency) {
        return switch (this) {
            case COUNT -> number(value);
            case RATE -> percent(value);
            case MONEY -> new Unit.Money(currency).written(value, digits(Math.abs(value), decimals(currency)));
        };
    }

    /** Of a yen two all the same: a threshold may lie between two of them. */
    private static int decimals(Currency currency) {
        return Math.max(2, currency.getDefaultFractionDigits());
    }

    /** A share with two decimals at most: {@code 20%}, {@code 19.97%}. */
    static String percent(double share) {
        return number(share * 100) + "%";
    }

    static String number(double value) {
        return digits(value, 2);
    }

    private static String digits(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value).replaceFirst("\\.?0+$", "");
    }
}
