package dev.lodestar.ingest.validation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON value so that equal values give equal text, by RFC 8785 (JSON Canonicalization Scheme): members sorted by their UTF-16 names, no
 * white space, the shortest escapes, numbers as ECMAScript prints doubles. Values are Map, List, String, Double, Boolean and null.
 */
public final class CanonicalJson {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    public static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder(64);
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> appendText(out, text);
            case Double number -> out.append(number(number));
            case Boolean flag -> out.append(flag.booleanValue());
            case Map<?, ?> members -> appendMembers(out, members);
            case List<?> elements -> appendElements(out, elements);
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
        }
    }

    private static void appendMembers(StringBuilder out, Map<?, ?> members) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : sorted(members).entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            appendText(out, (String) member.getKey());
            out.append(':');
            append(out, member.getValue());
        }
        out.append('}');
    }

    private static Map<?, ?> sorted(Map<?, ?> members) {
        boolean naturally =
                members.size() < 2 || (members instanceof SortedMap<?, ?> ordered && ordered.comparator() == null);
        return naturally ? members : new TreeMap<>(members);
    }

    private static void appendElements(StringBuilder out, List<?> elements) {
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            append(out, elements.get(i));
        }
        out.append(']');
    }

    private static void appendText(StringBuilder out, String text) {
        out.append('"');
        int plain = plainUpTo(text);
        out.append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Index of the first character that is written as an escape; most texts have none. */
    private static int plainUpTo(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) != '"' && text.charAt(i) != '\\') {
            i++;
        }
        return i;
    }

    /**
     * A finite double as ECMAScript's Number::toString prints it: 1, 29.33, 1e+21, 1e-7.
     */
    public static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        BigDecimal shortest = shortest(value);
        String digits = shortest.unscaledValue().abs().toString();
        int pointAt = digits.length() - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (pointAt > 21 || pointAt <= -6) {
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            return sign + mantissa + "e" + (pointAt > 0 ? "+" : "-") + Math.abs(pointAt - 1);
        }
        return shortest.setScale(Math.max(0, shortest.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /** The fewest digits that mean the number. Since JDK 19 Java prints these, except that it prefers two digits to one. */
    private static BigDecimal shortest(double value) {
        BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (printed.precision() != 2) {
            return printed;
        }
        BigDecimal oneDigit = printed.round(new MathContext(1));
        return oneDigit.doubleValue() == value ? oneDigit : printed;
    }
}
