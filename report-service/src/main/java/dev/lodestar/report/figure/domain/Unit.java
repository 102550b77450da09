package dev.lodestar.report.figure.domain;

import java.util.Locale;

/** What a number counts, and so how a label shows it. Data are never rounded, labels are. */
public enum Unit {
    /** Things one can count. */
    COUNT,
    /** A share in [0,1], shown as a percentage. */
    RATE,
    /** US dollars, the currency of the assumptions. */
    MONEY;

    /** The name the pages' formatter knows the unit by. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A short label: 12.3K, 41.9%, $1.2M. */
    public String label(double value) {
        return switch (this) {
            case COUNT -> shortened(value, "");
            case RATE -> percent(value);
            case MONEY -> money(value);
        };
    }

    /** The label of a tick of an axis: like {@link #label}, without decimals that say nothing. */
    public String tick(double value) {
        String label = label(value);
        int point = label.lastIndexOf(".0");
        boolean whole = point >= 0 && (point + 2 == label.length() || !Character.isDigit(label.charAt(point + 2)));
        return whole ? label.substring(0, point) + label.substring(point + 2) : label;
    }

    /** A share as a percentage with one decimal, or two below one per cent. */
    public static String percent(double rate) {
        double percent = rate * 100;
        if (percent == 0) {
            return "0%";
        }
        return Math.abs(percent) < 0.995
                ? String.format(Locale.ROOT, "%.2f%%", percent)
                : String.format(Locale.ROOT, "%.1f%%", percent);
    }

    /** Cents matter below a hundred dollars only. */
    private static String money(double value) {
        boolean cents = Math.abs(value) < 99.995 && value != Math.rint(value);
        return cents
                ? (value < 0 ? "−$" : "$") + String.format(Locale.ROOT, "%.2f", Math.abs(value))
                : shortened(value, "$");
    }

    private static String shortened(double value, String prefix) {
        String sign = value < 0 ? "−" : "";
        double size = Math.abs(value);
        if (size >= 999_500_000) {
            return sign + prefix + scaled(size / 1e9) + "B";
        }
        if (size >= 999_500) {
            return sign + prefix + scaled(size / 1e6) + "M";
        }
        if (size >= 9_999.5) {
            return sign + prefix + scaled(size / 1e3) + "K";
        }
        boolean whole = size >= 100 || size == Math.rint(size);
        return sign + prefix + String.format(Locale.ROOT, whole ? "%,.0f" : "%,.1f", size);
    }

    private static String scaled(double value) {
        return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%.0f", value);
    }
}
