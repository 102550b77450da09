package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The growth funnel from signup to monetization, by the values of an attribute. There is a row for every value that some profile has,
 * with {@value #STAGES} counts of users at signup, activation, engagement, habit, collaboration and monetization, and then the users in
 * progress towards each of them; awareness is not known to timelines.
 *
 * @param range the range of signups; events count up to its end
 * @param thresholds what each stage takes
 * @param breakdown the attribute
 * @param filters the users who count
 */
public record FunnelQuery(DayRange range, FunnelThresholds thresholds, String breakdown, Filters filters)
        implements TimelineQuery {
    /** Stages counted here: all but awareness. */
    public static final int STAGES = 6;

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(this, view);
        UserSelection.of(view, filters).forEach(scan);
        return Tally.ofSums(scan.rows());
    }

    private static final class Scan implements UserVisitor {
        private final DayRange range;
        private final FunnelThresholds thresholds;
        private final ProjectCalendar calendar;
        private final UserJourney journey;
        private final EventTypes types;
        private final long toMillis;
        private final long activationMillis;
        private final int attribute;
        private final List<String> values;
        private final long[][] counts;

        Scan(FunnelQuery query, TimelineView view) {
            this.range = query.range;
            this.thresholds = query.thresholds;
            this.calendar = view.calendar();
            this.types = view.eventTypes();
            this.toMillis = calendar.startOf(range.to());
            this.journey = new UserJourney(view, toMillis);
            this.activationMillis = thresholds.activationHours() * (ProjectCalendar.DAY_MILLIS / 24);
            this.attribute = view.attributes().indexOf(query.breakdown);
            this.values = attribute < 0 ? List.of("") : view.attributes().valuesOf(attribute);
            this.counts = new long[values.size()][];
        }

        Map<String, long[]> rows() {
            Map<String, long[]> rows = new TreeMap<>();
            for (int code = 0; code < counts.length; code++) {
                if (counts[code] != null) {
                    rows.put(code == 0 ? Filters.NONE : values.get(code), counts[code]);
                }
            }
            return rows;
        }

        @Override
        public void visit(UserBlock block, int user) {
            if (!block.hasProfile(user)) {
                return;
            }
            int code = attribute < 0 ? 0 : block.attribute(attribute, user);
            if (counts[code] == null) {
                counts[code] = new long[2 * STAGES];
            }
            if (range.contains(block.signupDay(user))) {
                count(block, user, counts[code]);
            }
        }

        private void count(UserBlock block, int user, long[] row) {
            int reached = reached(block, user);
            for (int stage = 0; stage < reached; stage++) {
                row[stage]++;
            }
            if (reached < STAGES) {
                long horizon = thresholds.horizonDays().get(reached - 1) * ProjectCalendar.DAY_MILLIS;
                row[STAGES + reached] += block.signupAt(user) + horizon > toMillis ? 1 : 0;
            }
        }

        /** How many stages the user has reached, signup included; at least 1. */
        private int reached(UserBlock block, int user) {
            long activatedAt = journey.activatedAt(block, user);
            if (activatedAt == UserJourney.NEVER || activatedAt - block.signupAt(user) > activationMillis) {
                return 1;
            }
            int firstRow = firstActiveRowSinceSignup(block, user);
            int endRow = block.firstActiveRowFrom(user, range.to());
            if (!isEngaged(block, user, firstRow, endRow)) {
                return 2;
            }
            if (!hasHabit(block, firstRow, endRow)) {
                return 3;
            }
            if (!journey.did(block, user, Trait.COLLABORATION)) {
                return 4;
            }
            return journey.isMonetised(block, user) ? STAGES : 5;
        }

        private boolean isEngaged(UserBlock block, int user, int firstRow, int endRow) {
            int lastRow = Math.min(
                    endRow, block.firstActiveRowFrom(user, block.signupDay(user) + thresholds.engagementWithinDays()));
            return lastRow - firstRow >= thresholds.engagementDays();
        }

        private boolean hasHabit(UserBlock block, int firstRow, int endRow) {
            int streak = 0;
            int last = Integer.MIN_VALUE;
            for (int row = firstRow; row < endRow; row++) {
                int week = calendar.periodOf(CalendarPeriod.WEEKLY, block.activeDay(row));
                if (week != last) {
                    streak = week == last + 1 ? streak + 1 : 1;
                    last = week;
                    if (streak >= thresholds.habitWeeks()) {
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
}
