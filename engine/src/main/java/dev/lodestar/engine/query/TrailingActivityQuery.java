package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;

/**
 * Users active on each day of the range and in the 7 and 30 days that end with it, and on how many days of the range users came. The
 * windows look back before the range.
 *
 * <p>A user counts in a window with the first active day in it: the one whose gap to the active day before reaches back past the window's
 * start. So the windows of all lengths come from one histogram of days and gaps.
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
        UserSelection.of(view, filters).forEachBlock(scan);
        return Tally.ofSums(Map.of(
                DAU,
                scan.inWindows(1),
                WAU,
                scan.inWindows(WEEK_DAYS),
                MAU,
                scan.inWindows(MONTH_DAYS),
                ACTIVE_DAYS,
                scan.usersByActiveDays));
    }

    private static final class Scan implements BlockVisitor {
        private static final int GAPS = 1 << UserBlock.GAP_BITS;

        private final int firstDay;
        private final int from;
        private final int to;
        private final int[] byKey;
        private final long[] usersByActiveDays;

        Scan(DayRange range) {
            this.firstDay = range.from() - MONTH_DAYS + 1;
            this.from = range.from();
            this.to = range.to();
            this.byKey = new int[(to - firstDay) * GAPS];
            this.usersByActiveDays = new long[range.days() + 1];
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            if (count == block.size() && block.isActiveOnlyWithin(from, to)) {
                visitAll(block);
                return;
            }
            for (int i = 0; i < count; i++) {
                visit(block, users[i]);
            }
        }

        /** The faster way: where every day of every user counts, users need not be told apart. */
        private void visitAll(UserBlock block) {
            int end = block.activeStart(block.size());
            int keyShift = firstDay * GAPS;
            for (int row = 0; row < end; row++) {
                byKey[block.activeKey(row) - keyShift]++;
            }
            for (int user = 0; user < block.size(); user++) {
                int activeDays = block.activeStart(user + 1) - block.activeStart(user);
                usersByActiveDays[activeDays] += activeDays > 0 ? 1 : 0;
            }
        }

        private void visit(UserBlock block, int user) {
            int end = block.firstActiveRowFrom(user, to);
            int row = block.firstActiveRowFrom(user, firstDay);
            int keyShift = firstDay * GAPS;
            int fromKey = (from - firstDay) * GAPS;
            int activeDays = 0;
            for (; row < end; row++) {
                int key = block.activeKey(row) - keyShift;
                byKey[key]++;
                activeDays += key >= fromKey ? 1 : 0;
            }
            if (activeDays > 0) {
                usersByActiveDays[activeDays]++;
            }
        }

        /** Users active in the windows of a length that end on each day of the range. */
        long[] inWindows(int days) {
            long[] steps = new long[to - from + 1];
            for (int key = 0; key < byKey.length; key++) {
                if (byKey[key] != 0) {
                    int day = firstDay + key / GAPS;
                    int firstEnd = Math.max(day + days - Math.min(key % GAPS, days), from);
                    int endOfEnds = Math.min(day + days, to);
                    if (firstEnd < endOfEnds) {
                        steps[firstEnd - from] += byKey[key];
                        steps[endOfEnds - from] -= byKey[key];
                    }
                }
            }
            return running(steps);
        }

        private long[] running(long[] steps) {
            long[] levels = new long[to - from];
            long level = 0;
            for (int day = 0; day < levels.length; day++) {
                level += steps[day];
                levels[day] = level;
            }
            return levels;
        }
    }
}
