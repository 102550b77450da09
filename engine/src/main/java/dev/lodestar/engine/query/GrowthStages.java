package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far users of a view with a profile come in the growth funnel, a block at a time: one stage after the other for those who reached the one before, so
 * that no branch is taken on who passes the first three, which every other user does and a processor guesses wrong. Keeps its memory from block to
 * block; not for several threads.
 */
final class GrowthStages {
    private static final int SIGN = Integer.SIZE - 1;

    private final DayRange range;
    private final int engagementDays;
    private final int engagementWithinDays;
    private final int habitWeeks;
    private final long[] horizonMillis;
    private final long longestHorizon;
    private final ProjectCalendar calendar;
    private final UserJourney journey;
    private final EventTypes types;
    private final long toMillis;
    private final long activationMillis;

    /** By day of the range. */
    private final int[] weekOfDay;

    /** Of the block looked at: whether anybody may still reach a stage. */
    private boolean mayBeInProgress;

    /** By place among the users looked at: the stages reached. */
    private final int[] reached = new int[UserBlock.CAPACITY];

    /** By place among the users looked at: the first active day since signup, once it was looked for. */
    private final int[] firstRow = new int[UserBlock.CAPACITY];

    /** The places of those who reached the last stage looked at. */
    private final int[] passed = new int[UserBlock.CAPACITY];

    /**
     * @param range the range of signups; events count up to its end
     */
    GrowthStages(TimelineView view, DayRange range, FunnelThresholds thresholds) {
        this.range = range;
        this.engagementDays = thresholds.engagementDays();
        this.engagementWithinDays = thresholds.engagementWithinDays();
        this.habitWeeks = thresholds.habitWeeks();
        this.horizonMillis = thresholds.horizonDays().stream()
                .mapToLong(days -> days * ProjectCalendar.DAY_MILLIS)
                .toArray();
        this.longestHorizon = Arrays.stream(horizonMillis).max().orElse(0);
        this.calendar = view.calendar();
        this.types = view.eventTypes();
        this.toMillis = calendar.startOf(range.to());
        this.journey = new UserJourney(view, toMillis);
        this.weekOfDay = IntStream.range(range.from(), range.to())
                .map(day -> calendar.periodOf(CalendarPeriod.WEEKLY, day))
                .toArray();
        this.activationMillis = thresholds.activationHours() * (ProjectCalendar.DAY_MILLIS / 24);
    }

    /** Looks at some users of a block; {@link #reached} then speaks of them. */
    void look(UserBlock block, int[] users, int count) {
        mayBeInProgress = block.hasSignupsFrom(toMillis - longestHorizon);
        int activated = activated(block, users, signedUp(block, users, count));
        int engaged = block.activeDayCount() == 0 ? 0 : engaged(block, users, activated);
        for (int i = 0; i < engaged; i++) {
            int place = passed[i];
            reached[place] = lastStages(block, users[place], firstRow[place]);
        }
    }

    /** How many stages a user has reached, signup included: 0 for a user who signed up outside of the range, or has no profile. */
    int reached(int place) {
        return reached[place];
    }

    private int signedUp(UserBlock block, int[] users, int count) {
        if (block.allSignedUpWithin(range.from(), range.to())) {
            Arrays.fill(reached, 0, count, 1);
            Arrays.setAll(passed, place -> place);
            return count;
        }
        int found = 0;
        for (int place = 0; place < count; place++) {
            int day = block.signupDay(users[place]);
            int inRange = (range.from() - 1 - day & day - range.to()) >>> SIGN;
            int signedUp = block.hasProfile(users[place]) ? inRange : 0;
            reached[place] = signedUp;
            passed[found] = place;
            found += signedUp;
        }
        return found;
    }

    private int activated(UserBlock block, int[] users, int count) {
        boolean mayBeLate = activationMillis >= UserBlock.LATE_ACTIVATION;
        int found = 0;
        for (int i = 0; i < count; i++) {
            int place = passed[i];
            int user = users[place];
            long delay = mayBeLate ? block.activationDelay(user) : block.cappedActivationDelay(user);
            long inTime = ~delay & delay - activationMillis - 1 & block.signupAt(user) + delay - toMillis;
            int activated = (int) (inTime >>> Long.SIZE - 1);
            reached[place] += activated;
            passed[found] = place;
            found += activated;
        }
        return found;
    }

    private int engaged(UserBlock block, int[] users, int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int place = passed[i];
            int user = users[place];
            int first = firstActiveRowSinceSignup(block, user);
            int decidingRow = first + engagementDays - 1;
            int end = block.activeStart(user + 1);
            int day = block.activeDay(Math.max(0, Math.min(decidingRow, end - 1)));
            int endOfDays = Math.min(block.signupDay(user) + engagementWithinDays, range.to());
            int engaged = (decidingRow - end & day - endOfDays) >>> SIGN;
            firstRow[place] = first;
            reached[place] += engaged;
            passed[found] = place;
            found += engaged;
        }
        return found;
    }

    /** The stages that an engaged user has reached. */
    private int lastStages(UserBlock block, int user, int first) {
        if (!hasHabit(block, first, block.activeStart(user + 1))) {
            return 3;
        }
        if (!journey.did(block, user, Trait.COLLABORATION)) {
            return 4;
        }
        return journey.isMonetised(block, user) ? FunnelQuery.STAGES : 5;
    }

    /** Whether a user of the block looked at who has reached some stages may still reach the next. */
    boolean isInProgress(UserBlock block, int user, int reached) {
        return mayBeInProgress
                && reached > 0
                && reached < FunnelQuery.STAGES
                && block.signupAt(user) + horizonMillis[reached - 1] > toMillis;
    }

    private boolean hasHabit(UserBlock block, int firstRow, int endRow) {
        int streak = 0;
        int last = Integer.MIN_VALUE;
        for (int row = firstRow; row < endRow && block.activeDay(row) < range.to(); row++) {
            int week = weekOfDay[block.activeDay(row) - range.from()];
            if (week != last) {
                streak = week == last + 1 ? streak + 1 : 1;
                last = week;
                if (streak >= habitWeeks) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The first active day that has an active event at or after signup: the day of signup may have earlier ones only, of a user with events before signup. */
    private int firstActiveRowSinceSignup(UserBlock block, int user) {
        int row = block.firstActiveRowFrom(user, block.signupDay(user));
        if (!block.hasEventsBeforeSignup() || !block.hasEventsBeforeSignup(user)) {
            return row;
        }
        boolean onSignupDay = row < block.activeStart(user + 1) && block.activeDay(row) == block.signupDay(user);
        return onSignupDay && !isActiveOnSignupDay(block, user) ? row + 1 : row;
    }

    private boolean isActiveOnSignupDay(UserBlock block, int user) {
        int end = block.eventStart(user + 1);
        for (int event = block.firstEventAt(user, block.signupAt(user)); event < end; event++) {
            if ((types.traitsOf(block.type(event)) & Trait.ACTIVE) != 0) {
                return calendar.dayOf(block.time(event)) == block.signupDay(user);
            }
        }
        return false;
    }
}
