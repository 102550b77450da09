package dev.lodestar.engine.time;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts instants into days of the project's time zone, and days into weeks, months and quarters.
 *
 * <p>A day is the local date of an instant; the offsets of the zone are looked up in a table of its transitions, so that no object is
 * made per event. Periods are numbered without gaps: {@link #periodOf} and {@link #firstDayOf} are inverse to each other. Immutable.
 */
public final class ProjectCalendar {
    /** A calendar of fixed days, UTC, weeks starting on Monday. */
    public static final ProjectCalendar UTC = new ProjectCalendar(ZoneId.of("UTC"), DayOfWeek.MONDAY);

    /** Milliseconds of a day of 24 hours, the unit of horizons and ages. */
    public static final long DAY_MILLIS = 86_400_000L;

    private static final Instant LAST_TABLED_TRANSITION = Instant.parse("2200-01-01T00:00:00Z");
    private static final int DAYS_A_WEEK = 7;

    private final ZoneId zone;
    private final DayOfWeek weekStart;
    private final int weekShift;
    private final long[] transitionMillis;
    private final long[] offsetMillis;

    /**
     * @param zone the project's zone
     * @param weekStart the first day of a week, Monday for ISO weeks
     */
    public ProjectCalendar(ZoneId zone, DayOfWeek weekStart) {
        this.zone = zone;
        this.weekStart = weekStart;
        // 1970-01-01 was a Thursday
        this.weekShift = Math.floorMod(DayOfWeek.THURSDAY.getValue() - weekStart.getValue(), DAYS_A_WEEK);
        List<ZoneOffsetTransition> transitions = transitionsOf(zone.getRules());
        this.transitionMillis = new long[transitions.size()];
        this.offsetMillis = new long[transitions.size() + 1];
        offsetMillis[0] = firstOffsetMillis(zone.getRules(), transitions);
        for (int i = 0; i < transitions.size(); i++) {
            transitionMillis[i] = transitions.get(i).getInstant().toEpochMilli();
            offsetMillis[i + 1] = transitions.get(i).getOffsetAfter().getTotalSeconds() * 1000L;
        }
    }

    /** A calendar of ISO weeks. */
    public static ProjectCalendar of(ZoneId zone) {
        return new ProjectCalendar(zone, DayOfWeek.MONDAY);
    }

    private static List<ZoneOffsetTransition> transitionsOf(ZoneRules rules) {
        List<ZoneOffsetTransition> transitions = new ArrayList<>(rules.getTransitions());
        if (rules.getTransitionRules().isEmpty()) {
            return transitions;
        }
        Instant last =
                transitions.isEmpty() ? Instant.EPOCH : transitions.getLast().getInstant();
        for (ZoneOffsetTransition next = rules.nextTransition(last);
                next != null && next.getInstant().isBefore(LAST_TABLED_TRANSITION);
                next = rules.nextTransition(next.getInstant())) {
            transitions.add(next);
        }
        return transitions;
    }

    private static long firstOffsetMillis(ZoneRules rules, List<ZoneOffsetTransition> transitions) {
        int seconds = transitions.isEmpty()
                ? rules.getOffset(Instant.EPOCH).getTotalSeconds()
                : transitions.getFirst().getOffsetBefore().getTotalSeconds();
        return seconds * 1000L;
    }

    /** The project's zone. */
    public ZoneId zone() {
        return zone;
    }

    /** The first day of a week. */
    public DayOfWeek weekStart() {
        return weekStart;
    }

    /** The epoch day of an instant in the project's zone. */
    public int dayOf(long epochMillis) {
        int found = transitionMillis.length == 0 ? -1 : Arrays.binarySearch(transitionMillis, epochMillis);
        int passed = found >= 0 ? found + 1 : -found - 1;
        long offset = offsetMillis[transitionMillis.length == 0 ? 0 : passed];
        return (int) Math.floorDiv(epochMillis + offset, DAY_MILLIS);
    }

    /** The first instant of a day, in milliseconds since the epoch; not always midnight, where the clocks change then. */
    public long startOf(int day) {
        return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** The number of the period that holds a day. */
    public int periodOf(CalendarPeriod period, int day) {
        return switch (period) {
            case DAILY -> day;
            case WEEKLY -> Math.floorDiv(day + weekShift, DAYS_A_WEEK);
            case MONTHLY -> monthOf(LocalDate.ofEpochDay(day));
            case QUARTERLY -> Math.floorDiv(monthOf(LocalDate.ofEpochDay(day)), 3);
        };
    }

    /** The first day of a period. */
    public int firstDayOf(CalendarPeriod period, int number) {
        return switch (period) {
            case DAILY -> number;
            case WEEKLY -> number * DAYS_A_WEEK - weekShift;
            case MONTHLY -> firstDayOfMonth(number);
            case QUARTERLY -> firstDayOfMonth(number * 3);
        };
    }

    /** The calendar date of the first day of a period. */
    public LocalDate startDateOf(CalendarPeriod period, int number) {
        return LocalDate.ofEpochDay(firstDayOf(period, number));
    }

    private static int monthOf(LocalDate date) {
        return date.getYear() * 12 + date.getMonthValue() - 1;
    }

    private static int firstDayOfMonth(int month) {
        return (int) LocalDate.of(Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1, 1)
                .toEpochDay();
    }

    /** Whether the other calendar cuts the same days and weeks. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ProjectCalendar calendar
                && calendar.zone.equals(zone)
                && calendar.weekStart == weekStart;
    }

    @Override
    public int hashCode() {
        return 31 * zone.hashCode() + weekStart.hashCode();
    }

    @Override
    public String toString() {
        return zone + ", weeks from " + weekStart;
    }
}
