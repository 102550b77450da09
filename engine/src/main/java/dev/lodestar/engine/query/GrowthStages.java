package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;

/** How far users of a view with a profile come in the growth funnel. */
final class GrowthStages {
    private final DayRange range;
    private final int engagementDays;
    private final int engagementWithinDays;
    private final int habitWeeks;
    private final long[] horizonMillis;
    private final ProjectCalendar calendar;
    private final UserJourney journey;
    private final EventTypes types;
    private final long toMillis;
    private final long activationMillis;

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
        this.calendar = view.calendar();
        this.types = view.eventTypes();
        this.toMillis = calendar.startOf(range.to());
        this.journey = new UserJourney(view, toMillis);
        this.activationMillis = thresholds.activationHours() * (ProjectCalendar.DAY_MILLIS / 24);
    }

    /** How many stages a user has reached, signup included: 0 for a user who signed up outside of the range, or has no profile. */
    int reached(UserBlock block, int user) {
        if (!block.hasProfile(user) || !range.contains(block.signupDay(user))) {
            return 0;
        }
        long activatedAt = journey.activatedAt(block, user);
        if (activatedAt == UserJourney.NEVER || activatedAt - block.signupAt(user) > activationMillis) {
            return 1;
        }
        int firstRow = firstActiveRowSinceSignup(block, user);
        int endRow = block.activeStart(user + 1);
        if (!isEngaged(block, user, firstRow, endRow)) {
            return 2;
        }
        if (!hasHabit(block, firstRow, endRow)) {
            return 3;
        }
        if (!journey.did(block, user, Trait.COLLABORATION)) {
            return 4;
        }
        return journey.isMonetised(block, user) ? FunnelQuery.STAGES : 5;
    }

    /** Whether a user who has reached some stages may still reach the next. */
    boolean isInProgress(UserBlock block, int user, int reached) {
        return reached > 0
                && reached < FunnelQuery.STAGES
                && block.signupAt(user) + horizonMillis[reached - 1] > toMillis;
    }

    private boolean isEngaged(UserBlock block, int user, int firstRow, int endRow) {
        int decidingRow = firstRow + engagementDays - 1;
        return decidingRow < endRow
                && block.activeDay(decidingRow) < Math.min(block.signupDay(user) + engagementWithinDays, range.to());
    }

    private boolean hasHabit(UserBlock block, int firstRow, int endRow) {
        int streak = 0;
        int last = Integer.MIN_VALUE;
        for (int row = firstRow; row < endRow && block.activeDay(row) < range.to(); row++) {
            int week = calendar.periodOf(CalendarPeriod.WEEKLY, block.activeDay(row));
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

    /** The first active day that has an active event at or after signup: the day of signup may have earlier ones only. */
    private int firstActiveRowSinceSignup(UserBlock block, int user) {
        int row = block.firstActiveRowFrom(user, block.signupDay(user));
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
