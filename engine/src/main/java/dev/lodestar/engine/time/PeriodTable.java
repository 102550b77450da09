package dev.lodestar.engine.time;

import java.time.LocalDate;

/**
 * The periods that overlap a range, numbered from 0, with a table from days to periods so that a scan needs no calendar arithmetic.
 *
 * <p>A period is <em>partial</em> when the range cuts it, that is, when it starts before the range or ends after it.
 */
public final class PeriodTable {
    private final ProjectCalendar calendar;
    private final CalendarPeriod period;
    private final DayRange range;
    private final int first;
    private final int size;
    private final int[] indexOfDay;

    /** The periods of a kind that overlap a range. */
    public PeriodTable(ProjectCalendar calendar, CalendarPeriod period, DayRange range) {
        this.calendar = calendar;
        this.period = period;
        this.range = range;
        this.first = calendar.periodOf(period, range.from());
        this.size = range.isEmpty() ? 0 : calendar.periodOf(period, range.to() - 1) - first + 1;
        this.indexOfDay = new int[range.days()];
        for (int index = 0; index < size; index++) {
            int end = Math.min(firstDay(index + 1), range.to());
            for (int day = Math.max(firstDay(index), range.from()); day < end; day++) {
                indexOfDay[day - range.from()] = index;
            }
        }
    }

    /** The same periods with the first one whole: as cohorts need them, whose first period counts in full. */
    public static PeriodTable fromPeriodStart(ProjectCalendar calendar, CalendarPeriod period, DayRange range) {
        int start = calendar.firstDayOf(period, calendar.periodOf(period, range.from()));
        return new PeriodTable(calendar, period, new DayRange(start, range.to()));
    }

    /** How many periods overlap the range. */
    public int size() {
        return size;
    }

    /** The index of the period that holds a day of the range. */
    public int indexOf(int day) {
        return indexOfDay[day - range.from()];
    }

    /** The first day of a period, even where the range cuts it. */
    public int firstDay(int index) {
        return calendar.firstDayOf(period, first + index);
    }

    /** The date of {@link #firstDay}. */
    public LocalDate startDate(int index) {
        return LocalDate.ofEpochDay(firstDay(index));
    }

    /** Whether the range cuts the period. */
    public boolean isPartial(int index) {
        return firstDay(index) < range.from() || firstDay(index + 1) > range.to();
    }
}
