package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Activity of the users who signed up in the range, by the period of their signup. There is a row for every cohort that has users, named
 * by the cohort's index among the periods that overlap the range: its size, then the users active in its periods 0, 1, 2 and so on.
 *
 * <p>Activity counts from the start of the cohort's own period up to the end of the range, even before the user's signup; in rolling
 * windows from signup on.
 *
 * @param period the period
 * @param mode what it takes to be retained
 * @param range the range of signups; activity counts up to its end
 * @param filters the users who count
 */
public record RetentionQuery(CalendarPeriod period, RetentionMode mode, DayRange range, Filters filters)
        implements TimelineQuery {
    /** Rejects a mode that takes bounds. */
    public RetentionQuery {
        if (!RetentionMode.WITHOUT_BOUNDS.contains(mode)) {
            throw new IllegalArgumentException("there are no bounds for " + mode.wireName());
        }
    }

    /** The length of a rolling window in days of 24 hours. */
    public static int windowDays(CalendarPeriod period) {
        return switch (period) {
            case DAILY -> 1;
            case WEEKLY -> 7;
            case MONTHLY -> 30;
            case QUARTERLY -> 91;
        };
    }

    @Override
    public Tally tally(TimelineView view) {
        PeriodTable periods = PeriodTable.fromPeriodStart(view.calendar(), period, range);
        Scan scan =
                mode == RetentionMode.ROLLING ? new RollingScan(this, periods, view) : new CalendarScan(this, periods);
        UserSelection.of(view, filters).forEachBlock(scan);
        return Tally.ofSums(scan.rows());
    }

    private abstract static class Scan implements BlockVisitor {
        final PeriodTable periods;
        final DayRange range;
        final int[] firstDays;
        private final long[][] rows;

        Scan(RetentionQuery query, PeriodTable periods) {
            this.periods = periods;
            this.range = query.range;
            this.firstDays =
                    IntStream.range(0, periods.size()).map(periods::firstDay).toArray();
            this.rows = new long[periods.size()][];
        }

        /** Whether a user is in a cohort of the range. */
        final boolean isAsked(UserBlock block, int user) {
            return block.hasProfile(user) && range.contains(block.signupDay(user));
        }

        /** The row of a cohort, with more users in its size. */
        final long[] rowOf(int cohort, int users) {
            long[] row = rows[cohort];
            if (row == null) {
                row = new long[1 + columns(cohort)];
                rows[cohort] = row;
            }
            row[0] += users;
            return row;
        }

        abstract int columns(int cohort);

        /** The rows of the cohorts that have users. */
        final void forEachCohort(ObjIntConsumer<long[]> reader) {
            for (int cohort = 0; cohort < rows.length; cohort++) {
                if (rows[cohort] != null) {
                    reader.accept(rows[cohort], cohort);
                }
            }
        }

        Map<String, long[]> rows() {
            Map<String, long[]> named = new TreeMap<>();
            forEachCohort((row, cohort) -> named.put(Integer.toString(cohort), row));
            return named;
        }
    }

    private static final class CalendarScan extends Scan {
        private static final int NO_COHORT = -1;

        private final boolean orAfter;
        private final @Nullable ReturnsByRow byRow;

        CalendarScan(RetentionQuery query, PeriodTable periods) {
            super(query, periods);
            this.orAfter = query.mode == RetentionMode.ON_OR_AFTER;
            this.byRow = orAfter ? null : ReturnsByRow.of(query.period, periods, query.range.to());
        }

        @Override
        int columns(int cohort) {
            return periods.size() - cohort;
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            if (byRow != null && ActiveDayRows.areFasterFor(count, block) && byRow.holds(block)) {
                visit(block, users, count, byRow);
                return;
            }
            for (int i = 0; i < count; i++) {
                if (isAsked(block, users[i])) {
                    int cohort = periods.indexOf(block.signupDay(users[i]));
                    count(block, users[i], cohort, rowOf(cohort, 1));
                }
            }
        }

        private void visit(UserBlock block, int[] users, int count, ReturnsByRow together) {
            int cohortOfAll = count == block.size() ? cohortOfAll(block) : NO_COHORT;
            if (cohortOfAll != NO_COHORT) {
                rowOf(cohortOfAll, count);
                together.countAll(block, cohortOfAll);
                return;
            }
            together.begin(block);
            for (int i = 0; i < count; i++) {
                if (isAsked(block, users[i])) {
                    int cohort = periods.indexOf(block.signupDay(users[i]));
                    rowOf(cohort, 1);
                    together.ask(block, users[i], cohort);
                }
            }
            together.count();
        }

        /** The cohort of all users of a block, as of almost every block where users come as they sign up. */
        private int cohortOfAll(UserBlock block) {
            if (!isAsked(block, 0)) {
                return NO_COHORT;
            }
            int cohort = periods.indexOf(block.signupDay(0));
            int from = Math.max(periods.firstDay(cohort), range.from());
            int to = Math.min(periods.firstDay(cohort + 1), range.to());
            return block.allSignedUpWithin(from, to) ? cohort : NO_COHORT;
        }

        private void count(UserBlock block, int user, int cohort, long[] row) {
            int end = block.firstActiveRowFrom(user, range.to());
            int first = block.firstActiveRowFrom(user, firstDays[cohort]);
            if (orAfter) {
                int last = first < end ? periods.indexOf(block.activeDay(end - 1)) - cohort : -1;
                for (int age = 0; age <= last; age++) {
                    row[1 + age]++;
                }
                return;
            }
            int last = -1;
            for (int active = first; active < end; active++) {
                int age = periods.indexOf(block.activeDay(active)) - cohort;
                row[1 + age] += age == last ? 0 : 1;
                last = age;
            }
        }

        @Override
        Map<String, long[]> rows() {
            if (byRow != null) {
                forEachCohort(byRow::addTo);
            }
            return super.rows();
        }
    }

    private static final class RollingScan extends Scan {
        private final EventTypes types;
        private final int windowDays;
        private final long windowMillis;
        private final long toMillis;

        RollingScan(RetentionQuery query, PeriodTable periods, TimelineView view) {
            super(query, periods);
            this.types = view.eventTypes();
            this.windowDays = windowDays(query.period);
            this.windowMillis = windowDays * ProjectCalendar.DAY_MILLIS;
            this.toMillis = view.calendar().startOf(range.to());
        }

        @Override
        int columns(int cohort) {
            return (range.to() - firstDays[cohort]) / windowDays + 1;
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            for (int i = 0; i < count; i++) {
                if (isAsked(block, users[i])) {
                    count(block, users[i]);
                }
            }
        }

        private void count(UserBlock block, int user) {
            long[] row = rowOf(periods.indexOf(block.signupDay(user)), 1);
            long signupAt = block.signupAt(user);
            int end = block.firstEventAt(user, toMillis);
            int last = -1;
            for (int event = block.firstEventAt(user, signupAt); event < end; event++) {
                if ((types.traitsOf(block.type(event)) & Trait.ACTIVE) != 0) {
                    int window = (int) ((block.time(event) - signupAt) / windowMillis);
                    row[1 + window] += window == last ? 0 : 1;
                    last = window;
                }
            }
        }
    }
}
