package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;

/**
 * Active users by calendar period with their lifecycle. Only activity in the range is read: what a user did before it is not known here,
 * so that the first period has only new users.
 *
 * @param period the period
 * @param range the range
 * @param filters the users who count
 */
public record LifecycleQuery(CalendarPeriod period, DayRange range, Filters filters) implements TimelineQuery {
    /** Row by period: active users. */
    public static final String ACTIVE = "active";

    /** Row by period: first active in it. */
    public static final String NEW = "new";

    /** Row by period: active in it and in the one before. */
    public static final String RETURNING = "returning";

    /** Row by period: active in it and earlier, not in the one before. */
    public static final String RESURRECTING = "resurrecting";

    /** Row by period: active in the one before, not in it; positive here. */
    public static final String DORMANT = "dormant";

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(new PeriodTable(view.calendar(), period, range), range);
        UserSelection.of(view, filters).forEachBlock(scan);
        return Tally.ofSums(Map.of(
                ACTIVE, scan.active,
                NEW, scan.first,
                RETURNING, scan.returning,
                RESURRECTING, scan.resurrecting,
                DORMANT, scan.dormant));
    }

    private static final class Scan implements BlockVisitor {
        private static final int NOT_YET = -2;

        private final PeriodTable periods;
        private final DayRange range;
        private final long[] active;
        private final long[] first;
        private final long[] returning;
        private final long[] resurrecting;
        private final long[] dormant;

        Scan(PeriodTable periods, DayRange range) {
            this.periods = periods;
            this.range = range;
            this.active = new long[periods.size()];
            this.first = new long[periods.size()];
            this.returning = new long[periods.size()];
            this.resurrecting = new long[periods.size()];
            this.dormant = new long[periods.size()];
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            for (int i = 0; i < count; i++) {
                visit(block, users[i]);
            }
        }

        private void visit(UserBlock block, int user) {
            int end = block.activeStart(user + 1);
            int last = NOT_YET;
            for (int row = block.firstActiveRowFrom(user, range.from()); row < end; row++) {
                int day = block.activeDay(row);
                if (day >= range.to()) {
                    break;
                }
                int period = periods.indexOf(day);
                if (period != last) {
                    count(period, last);
                    last = period;
                }
            }
            leave(last, last + 1);
        }

        private void count(int period, int last) {
            active[period]++;
            if (last == NOT_YET) {
                first[period]++;
            } else if (last == period - 1) {
                returning[period]++;
            } else {
                resurrecting[period]++;
                leave(last, last + 1);
            }
        }

        private void leave(int last, int next) {
            if (last != NOT_YET && next < dormant.length) {
                dormant[next]++;
            }
        }
    }
}
