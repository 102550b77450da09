package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Days from signup to last activity of two sets of cohorts. A user who was not active in the last days of the data is lost, at the day of
 * the last activity; any other is last seen then and may come again. A user never active since signup has 0 days.
 *
 * @param period the period of the cohorts
 * @param range the range of signups; activity counts up to its end
 * @param earlyCohorts the cohorts of one set, as indices among the periods that overlap the range
 * @param lateCohorts those of the other
 * @param inactivityDays without activity for how many last days a user is lost
 * @param filters the users who count
 */
public record LastActivityQuery(
        CalendarPeriod period,
        DayRange range,
        List<Integer> earlyCohorts,
        List<Integer> lateCohorts,
        int inactivityDays,
        Filters filters)
        implements TimelineQuery {
    /** Row by days: users of the early cohorts lost. */
    public static final String EARLY_LOST = "early_lost";

    /** Row by days: users of the early cohorts last seen. */
    public static final String EARLY_SEEN = "early_seen";

    /** Row by days: users of the late cohorts lost. */
    public static final String LATE_LOST = "late_lost";

    /** Row by days: users of the late cohorts last seen. */
    public static final String LATE_SEEN = "late_seen";

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(this, PeriodTable.fromPeriodStart(view.calendar(), period, range));
        UserSelection.of(view, filters).forEachBlock(scan);
        return Tally.ofSums(Map.of(
                EARLY_LOST, scan.early.lost,
                EARLY_SEEN, scan.early.seen,
                LATE_LOST, scan.late.lost,
                LATE_SEEN, scan.late.seen));
    }

    private static final class Side {
        private final Set<Integer> cohorts;
        private final long[] lost;
        private final long[] seen;

        Side(List<Integer> cohorts, int days) {
            this.cohorts = new HashSet<>(cohorts);
            this.lost = new long[days];
            this.seen = new long[days];
        }
    }

    private static final class Scan implements BlockVisitor {
        private final PeriodTable periods;
        private final DayRange range;
        private final int inactivityDays;
        private final Side early;
        private final Side late;

        Scan(LastActivityQuery query, PeriodTable periods) {
            this.periods = periods;
            this.range = query.range;
            this.inactivityDays = query.inactivityDays;
            this.early = new Side(query.earlyCohorts, range.days());
            this.late = new Side(query.lateCohorts, range.days());
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            for (int i = 0; i < count; i++) {
                visit(block, users[i]);
            }
        }

        private void visit(UserBlock block, int user) {
            if (!block.hasProfile(user) || !range.contains(block.signupDay(user))) {
                return;
            }
            int cohort = periods.indexOf(block.signupDay(user));
            if (early.cohorts.contains(cohort)) {
                count(block, user, early);
            }
            if (late.cohorts.contains(cohort)) {
                count(block, user, late);
            }
        }

        private void count(UserBlock block, int user, Side side) {
            int row = block.firstActiveRowFrom(user, range.to()) - 1;
            int lastDay = row < block.activeStart(user)
                    ? block.signupDay(user)
                    : Math.max(block.signupDay(user), block.activeDay(row));
            boolean lost = lastDay < range.to() - inactivityDays;
            (lost ? side.lost : side.seen)[lastDay - block.signupDay(user)]++;
        }
    }
}
