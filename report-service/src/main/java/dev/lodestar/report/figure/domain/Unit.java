package dev.lodestar.report.figure.domain;

import java.util.Currency;
import java.util.Locale;

/** What a number counts, and so how a label shows it. Data are never rounded, labels are. */
public sealed interface Unit {
    /** Things one can count. */
    Unit COUNT = new Count();

    /** A share in [0,1], shown as a percentage. */
    Unit RATE = new Rate();

    /** A short label: 12.3K, 41.9%, $1.2M. */
    String label(double value);

    /** Things one can count. */
    record Count() implements Unit {
        @Override
        public String label(double value) {
            return (value < 0 ? "−" : "") + shortened(Math.abs(value));
        }
    }

    /** A share in [0,1]. */
    record Rate() implements Unit {
        @Override
        public String label(double value) {
            return percent(value);
        }
    }

    /** An amount, written as in English whatever the machine's language: $1.2M, −€4.50, ¥350, CHF 12.3K. */
    record Money(Currency currency) implements Unit {
        private static final double SMALL = 99.995;
        private static final char NO_BREAK_SPACE = '\u00a0';

        /** What stands before the digits: the symbol; where that is letters, with a space that no line breaks at. */
        public String symbol() {
            String symbol = currency.getSymbol(Locale.ENGLISH);
            return Character.isLetter(symbol.charAt(symbol.length() - 1)) ? symbol + NO_BREAK_SPACE : symbol;
        }

        /** The amount with digits that the caller has made of its size. */
        public String written(double value, String digits) {
            return (value < 0 ? "−" : "") + symbol() + digits;
        }

        /** With all decimals of the currency: two of a dollar, none of a yen, three of a Kuwaiti dinar. */
        public String exact(double value) {
            return written(value, decimals(value));
        }

        /** Cents matter below a hundred only. */
        @Override
        public String label(double value) {
            boolean cents = Math.abs(value) < SMALL && value != Math.rint(value);
            return written(value, cents ? decimals(value) : shortened(Math.abs(value)));
        }

        private String decimals(double value) {
            return String.format(Locale.ROOT, "%,." + currency.getDefaultFractionDigits() + "f", Math.abs(value));
        }
    }

    /** The label of a tick of an axis: like {@link #label}, without decimals that say nothing. */
    static String tick(Unit unit, double value) {
        String label = unit.label(value);
        int point = label.lastIndexOf(".0");
        boolean whole = point >= 0 && (point + 2 == label.length() || !Character.isDigit(label.charAt(point + 2)));
        return whole ? label.substring(0, point) + label.substring(point + 2) : label;
    }

    /** A share as a percentage with one decimal, or two below one per cent. */
    static String percent(double rate) {
        double percent = rate * 100;
        if (percent == 0) {
            return "0%";
        }
        return Math.abs(percent) < 0.995
                ? String.format(Locale.ROOT, "%.2f%%", percent)
                : String.format(Locale.ROOT, "%.1f%%", percent);
    }

    private static String shortened(double size) {
        if (size >= 999_500_000) {
            return scaled(size / 1e9) + "B";
        }
        if (size >= 999_500) {
            return scaled(size / 1e6) + "M";
        }
        if (size >= 9_999.5) {
            return scaled(size / 1e3) + "K";
        }
        boolean whole = size >= 100 || size == Math.rint(size);
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%,.1f", size);
    }

    private static String scaled(double value) {
        return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%.0f", value);
    }
}
