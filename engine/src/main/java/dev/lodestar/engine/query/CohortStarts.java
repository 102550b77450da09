package dev.lodestar.engine.query;

import dev.lodestar.engine.query.RetentionDefinition.CohortType;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the starts of one user after the other: in which cohorts the user is, and from when on. */
final class CohortStarts {
    private final TimelineView view;
    private final PeriodTable periods;
    private final DayRange range;
    private final @Nullable EventMatcher event;
    private final boolean recurring;
    private final long fromMillis;
    private final long toMillis;

    private int size;
    private int[] cohorts = new int[4];
    private int[] days = new int[4];
    private long[] times = new long[4];

    /** @param periods the periods of the range, the first one whole */
    CohortStarts(TimelineView view, RetentionDefinition definition, DayRange range, PeriodTable periods) {
        EventCondition cohortEvent = definition.cohortEvent();
        this.view = view;
        this.periods = periods;
        this.range = range;
        this.event = cohortEvent == null ? null : EventMatcher.of(view, cohortEvent);
        this.recurring = definition.cohortType() == CohortType.RECURRING;
        this.fromMillis = view.calendar().startOf(range.from());
        this.toMillis = view.calendar().startOf(range.to());
    }

    /** Moves on to a user; yields how many starts there are. */
    int find(UserBlock block, int user) {
        size = 0;
        if (event == null) {
            if (block.hasProfile(user) && range.contains(block.signupDay(user))) {
                add(block.signupAt(user), block.signupDay(user));
            }
        } else if (recurring) {
            findEach(block, user, event);
        } else {
            findFirst(block, user, event);
        }
        return size;
    }

    private void findFirst(UserBlock block, int user, EventMatcher matcher) {
        int end = block.eventStart(user + 1);
        for (int i = block.eventStart(user); i < end && block.time(i) < toMillis; i++) {
            if (matcher.matches(block, user, i)) {
                addWithin(block.time(i));
                return;
            }
        }
    }

    private void findEach(UserBlock block, int user, EventMatcher matcher) {
        int end = block.eventStart(user + 1);
        for (int i = block.firstEventAt(user, fromMillis); i < end && block.time(i) < toMillis; i++) {
            if (matcher.matches(block, user, i)) {
                addWithin(block.time(i));
            }
        }
    }

    private void addWithin(long time) {
        int day = view.calendar().dayOf(time);
        if (range.contains(day) && !isKnown(periods.indexOf(day))) {
            add(time, day);
        }
    }

    /** Periods ascend, but for the hour after a clock was put back over midnight. */
    private boolean isKnown(int cohort) {
        for (int i = size - 1; i >= 0 && cohorts[i] >= cohort; i--) {
            if (cohorts[i] == cohort) {
                return true;
            }
        }
        return false;
    }

    private void add(long time, int day) {
        if (size == times.length) {
            cohorts = Arrays.copyOf(cohorts, 2 * size);
            days = Arrays.copyOf(days, 2 * size);
            times = Arrays.copyOf(times, 2 * size);
        }
        cohorts[size] = periods.indexOf(day);
        days[size] = day;
        times[size] = time;
        size++;
    }

    /** The index of the cohort of a start among the periods. */
    int cohort(int start) {
        return cohorts[start];
    }

    /** The day of a start. */
    int day(int start) {
        return days[start];
    }

    /** The instant of a start. */
    long time(int start) {
        return times[start];
    }
}
