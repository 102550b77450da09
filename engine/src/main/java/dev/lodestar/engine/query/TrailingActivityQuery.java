package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;

/**
 * Users active on each day of the range and in the 7 and 30 days that end with it, and on how many days of the range users came. The
 * windows look back before the range.
 *
 * <p>A user's active day d counts in the windows that end on d up to the day before the next active day, but not beyond the window's
 * length: so each active day adds one stretch of days, and no user is counted twice on a day.
 *
 * @param range the range
 * @param filters the users who count
 */
public record TrailingActivityQuery(DayRange range, Filters filters) implements TimelineQuery {
    /** Days of the weekly window. */
    public static final int WEEK_DAYS = 7;

    /** Days of the monthly window. */
    public static final int MONTH_DAYS = 30;

    /** Row by day: active on it. */
    public static final String DAU = "dau";

    /** Row by day: active in the 7 days that end with it. */
    public static final String WAU = "wau";

    /** Row by day: active in the 30 days that end with it. */
    public static final String MAU = "mau";

    /** Row by number of days: users active on exactly so many days of the range. */
    public static final String ACTIVE_DAYS = "active_days";

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(range);
        UserSelection.of(view, filters).forEach(scan);
        return Tally.ofSums(Map.of(
                DAU,
                scan.daily,
                WAU,
                running(scan.weekly, range.days()),
                MAU,
                running(scan.monthly, range.days()),
                ACTIVE_DAYS,
                scan.usersByActiveDays));
    }

    private static long[] running(long[] steps, int days) {
        long[] levels = new long[days];
        long level = 0;
        for (int day = 0; day < days; day++) {
            level += steps[day];
            levels[day] = level;
        }
        return levels;
    }

    private static final class Scan implements UserVisitor {
        private final int from;
        private final int to;
        private final long[] daily;
        private final long[] weekly;
        private final long[] monthly;
        private final long[] usersByActiveDays;

        Scan(DayRange range) {
            this.from = range.from();
            this.to = range.to();
            this.daily = new long[range.days()];
            this.weekly = new long[range.days() + 1];
            this.monthly = new long[range.days() + 1];
            this.usersByActiveDays = new long[range.days() + 1];
        }

        @Override
        public void visit(UserBlock block, int user) {
            int end = block.activeStart(user + 1);
            int activeDays = 0;
            for (int row = block.firstActiveRowFrom(user, from - MONTH_DAYS + 1); row < end; row++) {
                int day = block.activeDay(row);
                if (day >= to) {
                    break;
                }
                int next = row + 1 < end ? block.activeDay(row + 1) : Integer.MAX_VALUE;
                stretch(weekly, day, Math.min(next, day + WEEK_DAYS));
                stretch(monthly, day, Math.min(next, day + MONTH_DAYS));
                if (day >= from) {
                    daily[day - from]++;
                    activeDays++;
                }
            }
            if (activeDays > 0) {
                usersByActiveDays[activeDays]++;
            }
        }

        private void stretch(long[] steps, int day, int until) {
            if (until > from) {
                steps[Math.max(day, from) - from]++;
                steps[Math.min(until, to) - from]--;
            }
        }
    }
}
