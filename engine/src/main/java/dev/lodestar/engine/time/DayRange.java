package dev.lodestar.engine.time;

import java.time.LocalDate;

/**
 * A half-open range of days of the project's zone, as epoch days. An empty range is legal and has no periods.
 *
 * @param from the first day
 * @param to the day after the last
 */
public record DayRange(int from, int to) {
    /** Rejects a range that ends before it starts. */
    public DayRange {
        if (to < from) {
            throw new IllegalArgumentException("a range must not end before it starts: [" + from + ", " + to + ")");
        }
    }

    /** The range of two dates. */
    public static DayRange of(LocalDate from, LocalDate to) {
        return new DayRange((int) from.toEpochDay(), (int) to.toEpochDay());
    }

    /** Days in the range. */
    public int days() {
        return to - from;
    }

    /** Whether the range holds no day. */
    public boolean isEmpty() {
        return from == to;
    }

    /** Whether the range holds that day. */
    public boolean contains(int day) {
        return day >= from && day < to;
    }

    /** The first day as a date. */
    public LocalDate fromDate() {
        return LocalDate.ofEpochDay(from);
    }

    /** The day after the last as a date. */
    public LocalDate toDate() {
        return LocalDate.ofEpochDay(to);
    }
}
