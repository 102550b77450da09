package dev.lodestar.report.alert.domain;

import dev.lodestar.report.figure.domain.Wording;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The figures that a rule can name. One with a cadence is judged at its last complete period and has a history; the others are of the whole range, as
 * the summary has them.
 */
public enum Metric {
    /** Weekly active collaborative workspaces. */
    NORTH_STAR("the North Star", Quantity.COUNT, Cadence.WEEK),
    /** Collaborating users among the active users of the week. */
    WEEKLY_COLLABORATION_RATE("the weekly collaboration rate", Quantity.RATE, Cadence.WEEK),
    /** Users active for the first time in the range. */
    NEW_ACTIVE_USERS("new active users", Quantity.COUNT, Cadence.WEEK),
    /** DAU. */
    DAILY_ACTIVE_USERS("daily active users", Quantity.COUNT, Cadence.DAY),
    /** WAU: the trailing 7 days. */
    WEEKLY_ACTIVE_USERS("weekly active users", Quantity.COUNT, Cadence.DAY),
    /** MAU: the trailing 30 days, held against those 30 days before. */
    MONTHLY_ACTIVE_USERS("monthly active users", Quantity.COUNT, Cadence.TRAILING_MONTH),
    /** DAU / MAU. */
    DAU_MAU_RATIO("the DAU/MAU ratio", Quantity.RATE, Cadence.DAY),
    /** Monthly recurring revenue. */
    MRR("MRR", Quantity.MONEY, Cadence.MONTH),
    /** North Star over its target. */
    NORTH_STAR_ATTAINMENT("the attainment of the North Star's target", Quantity.RATE, null),
    ACTIVATION_RATE("the activation rate", Quantity.RATE, null),
    COLLABORATION_RATE("the collaboration rate", Quantity.RATE, null),
    PAID_CONVERSION_RATE("the paid conversion rate", Quantity.RATE, null),
    TOTAL_USERS("total users", Quantity.COUNT, null),
    TOTAL_EVENTS("total events", Quantity.COUNT, null),
    AVG_EVENTS_PER_USER("events per user", Quantity.COUNT, null);

    /** The periods of a history, and how many of them lie between a period and the one it is held against. */
    public enum Cadence {
        /** Held against the same weekday of the week before, because weekdays differ. */
        DAY(7, ""),
        WEEK(1, "week"),
        MONTH(1, "month"),
        /** A day whose figure looks back 30 days: the one before that does not overlap. */
        TRAILING_MONTH(30, "");

        private final int stride;
        private final String word;

        Cadence(int stride, String word) {
            this.stride = stride;
            this.word = word;
        }

        int stride() {
            return stride;
        }

        /** The period that begins on that day, in words: a day by its date, others by their first day. */
        String words(String start) {
            return word.isEmpty() ? Wording.day(start) : "the " + word + " of " + Wording.day(start);
        }
    }

    private final String words;
    private final Quantity quantity;
    private final @Nullable Cadence cadence;

    Metric(String words, Quantity quantity, @Nullable Cadence cadence) {
        this.words = words;
        this.quantity = quantity;
        this.cadence = cadence;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String words() {
        return words;
    }

    Quantity quantity() {
        return quantity;
    }

    /** Null for a figure of the whole range. */
    public @Nullable Cadence cadence() {
        return cadence;
    }

    /** Those with a history. */
    public static List<Metric> withHistory() {
        return Arrays.stream(values()).filter(metric -> metric.cadence != null).toList();
    }
}
