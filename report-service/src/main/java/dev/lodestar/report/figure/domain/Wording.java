package dev.lodestar.report.figure.domain;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words and numbers as people read them: names of stages, levers, dates, counts with their plurals. */
public final class Wording {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private static final Set<String> ACRONYMS =
            Set.of("api", "arppu", "arpu", "cac", "dau", "grr", "ltv", "mau", "mrr", "npv", "nrr", "roi", "seo", "wau");

    private Wording() {}

    /** {@code habit_formation} → {@code habit formation}; acronyms in capitals. */
    public static String words(String name) {
        return Arrays.stream(name.split("_"))
                .map(word -> ACRONYMS.contains(word) ? word.toUpperCase(Locale.ROOT) : word)
                .collect(Collectors.joining(" "));
    }

    /** {@code habit_formation} → {@code Habit formation}. */
    public static String title(String name) {
        String words = words(name);
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The value of an attribute, or a word for its absence. */
    public static String value(@Nullable String value) {
        return value == null || value.isEmpty() ? "(none)" : value;
    }

    /** {@code 2025-03-01} or {@code 2025-03} → {@code Mar 2025}; anything else unchanged. */
    public static String month(String date) {
        try {
            return YearMonth.parse(date.length() > 7 ? date.substring(0, 7) : date)
                    .format(MONTH);
        } catch (DateTimeException e) {
            return date;
        }
    }

    /** {@code 2025-03-01} → {@code 1 March 2025}; anything else unchanged. */
    public static String day(String date) {
        try {
            return LocalDate.parse(date).format(DAY);
        } catch (DateTimeException e) {
            return date;
        }
    }

    /** A whole number with thousands separators. */
    public static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** {@code 1 user}, {@code 1,204 users}. */
    public static String count(double value, String singular) {
        return count(value, singular, singular + "s");
    }

    /** A count with the right one of two forms. */
    public static String count(double value, String singular, String plural) {
        String number = number(value);
        return number + " " + (number.equals("1") ? singular : plural);
    }
}
