package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;

/** Counts the returns of one user after the other by column. */
abstract class RetentionColumns {
    final ProjectCalendar calendar;
    final PeriodTable periods;
    final DayRange range;
    final boolean bySignup;
    private final EventMatcher matcher;
    private final long fromMillis;
    private final long toMillis;
    private long[] times = new long[16];
    private int size;
    private int last;

    private RetentionColumns(TimelineView view, RetentionDefinition definition, DayRange range, PeriodTable periods) {
        this.calendar = view.calendar();
        this.periods = periods;
        this.range = range;
        this.bySignup = definition.cohortEvent() == null;
        this.matcher = EventMatcher.of(view, definition.returnEvent());
        this.fromMillis = calendar.startOf(periods.firstDay(0));
        this.toMillis = calendar.startOf(range.to());
    }

    static RetentionColumns of(TimelineView view, RetentionDefinition definition, DayRange range, PeriodTable periods) {
        return switch (definition.mode()) {
            case ON, ON_OR_AFTER -> new Periods(view, definition, range, periods);
            case ROLLING -> new Windows(view, definition, range, periods);
            case BRACKET -> new Brackets(view, definition, range, periods);
        };
    }

    /** Moves on to a user: reads the returns from the beginning of the first period on. */
    void begin(UserBlock block, int user) {
        size = 0;
        int end = block.eventStart(user + 1);
        for (int event = block.firstEventAt(user, fromMillis); event < end && block.time(event) < toMillis; event++) {
            if (matcher.matches(block, user, event)) {
                add(block.time(event));
            }
        }
    }

    private void add(long time) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
        }
        times[size++] = time;
    }

    final int size() {
        return size;
    }

    final long time(int i) {
        return times[i];
    }

    /** The first return at or after an instant. */
    final int firstFrom(long millis) {
        int found = Arrays.binarySearch(times, 0, size, millis);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && times[found - 1] == millis) {
            found--;
        }
        return found;
    }

    /** The columns of a cohort that begin before the end of the range for some user in it. */
    abstract int count(int cohort);

    /** The returns after a start by column, up to {@link #last}; the caller leaves zeros behind. */
    final int[] returns(CohortStarts starts, int start) {
        last = -1;
        return count(starts, start);
    }

    /** The last column that may have a return, −1 where none has. */
    final int last() {
        return last;
    }

    abstract int[] count(CohortStarts starts, int start);

    final void reached(int column) {
        last = Math.max(last, column);
    }

    /** Calendar periods since the cohort's. What comes later does not depend on the start, so it is counted once for all of them. */
    private static final class Periods extends RetentionColumns {
        private static final int OUTSIDE = -1;

        private final long[] periodStart;
        private final int[] byPeriod;
        private final int[] columns;
        private int first;
        private int end;

        Periods(TimelineView view, RetentionDefinition definition, DayRange range, PeriodTable periods) {
            super(view, definition, range, periods);
            this.periodStart = new long[periods.size()];
            for (int period = 0; period < periodStart.length; period++) {
                periodStart[period] = calendar.startOf(periods.firstDay(period));
            }
            this.byPeriod = new int[periods.size()];
            this.columns = new int[periods.size()];
        }

        @Override
        int count(int cohort) {
            return periods.size() - cohort;
        }

        @Override
        void begin(UserBlock block, int user) {
            if (first < end) {
                Arrays.fill(byPeriod, first, end, 0);
            }
            first = byPeriod.length;
            end = 0;
            super.begin(block, user);
            for (int i = 0; i < size(); i++) {
                int period = period(i);
                if (period != OUTSIDE) {
                    byPeriod[period]++;
                    first = Math.min(first, period);
                    end = Math.max(end, period + 1);
                }
            }
        }

        /** A clock put back over midnight shows the day before once more. */
        private int period(int i) {
            int day = calendar.dayOf(time(i));
            return day < periods.firstDay(0) ? OUTSIDE : periods.indexOf(day);
        }

        @Override
        int[] count(CohortStarts starts, int start) {
            int cohort = starts.cohort(start);
            if (end > cohort) {
                System.arraycopy(byPeriod, cohort, columns, 0, end - cohort);
                reached(end - cohort - 1);
            }
            if (!bySignup) {
                for (int i = firstFrom(starts.time(start)) - 1; i >= 0 && time(i) >= periodStart[cohort]; i--) {
                    int period = period(i);
                    if (period >= cohort) {
                        columns[period - cohort]--;
                    }
                }
            }
            return columns;
        }
    }

    /** Windows of whole days of 24 hours since the start. */
    private static final class Windows extends RetentionColumns {
        private final int windowDays;
        private final int[] columns;

        Windows(TimelineView view, RetentionDefinition definition, DayRange range, PeriodTable periods) {
            super(view, definition, range, periods);
            this.windowDays = RetentionQuery.windowDays(definition.period());
            this.columns = new int[periods.size() == 0 ? 0 : count(0)];
        }

        @Override
        int count(int cohort) {
            return (range.to() - periods.firstDay(cohort)) / windowDays + 1;
        }

        @Override
        int[] count(CohortStarts starts, int start) {
            long begin = starts.time(start);
            for (int i = firstFrom(begin); i < size(); i++) {
                int window = (int) ((time(i) - begin) / (windowDays * ProjectCalendar.DAY_MILLIS));
                columns[window]++;
                reached(window);
            }
            return columns;
        }
    }

    /** Brackets of days since the day of the start. */
    private static final class Brackets extends RetentionColumns {
        private final int[] bounds;
        private final int[] columns;

        Brackets(TimelineView view, RetentionDefinition definition, DayRange range, PeriodTable periods) {
            super(view, definition, range, periods);
            this.bounds =
                    definition.brackets().stream().mapToInt(Integer::intValue).toArray();
            this.columns = new int[bounds.length - 1];
        }

        @Override
        int count(int cohort) {
            return columns.length;
        }

        @Override
        int[] count(CohortStarts starts, int start) {
            int day = starts.day(start);
            for (int i = firstFrom(bySignup ? calendar.startOf(day) : starts.time(start)); i < size(); i++) {
                int found = Arrays.binarySearch(bounds, calendar.dayOf(time(i)) - day);
                int bracket = found >= 0 ? found : -found - 2;
                if (bracket >= 0 && bracket < columns.length) {
                    columns[bracket]++;
                    reached(bracket);
                }
            }
            return columns;
        }
    }
}
