package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.List;
import java.util.Map;

/**
 * Day-N retention of the users who signed up in the range.
 *
 * @param range the range of signups; activity counts up to its end
 * @param days the values of N
 * @param filters the users who count
 */
public record DayNQuery(DayRange range, List<Integer> days, Filters filters) implements TimelineQuery {
    /** Row by the elements of {@code days}: users whose day N ended at or before the end of the range. */
    public static final String ELIGIBLE = "eligible";

    /** Row by the elements of {@code days}: eligible users active on exactly that day. */
    public static final String RETAINED = "retained";

    /** Row by the elements of {@code days}: eligible users active on that day or later. */
    public static final String ON_OR_AFTER = "on_or_after";

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(range, days);
        UserSelection.of(view, filters).forEachBlock(scan);
        return Tally.ofSums(Map.of(ELIGIBLE, scan.eligible, RETAINED, scan.retained, ON_OR_AFTER, scan.onOrAfter));
    }

    private static final class Scan implements BlockVisitor {
        private final DayRange range;
        private final int[] days;
        private final long[] eligible;
        private final long[] retained;
        private final long[] onOrAfter;

        Scan(DayRange range, List<Integer> days) {
            this.range = range;
            this.days = days.stream().mapToInt(Integer::intValue).toArray();
            this.eligible = new long[this.days.length];
            this.retained = new long[this.days.length];
            this.onOrAfter = new long[this.days.length];
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
            int signupDay = block.signupDay(user);
            int end = block.activeStart(user + 1);
            for (int i = 0; i < days.length; i++) {
                int day = signupDay + days[i];
                if (day < range.to()) {
                    eligible[i]++;
                    int row = block.firstActiveRowFrom(user, day);
                    if (row < end && block.activeDay(row) < range.to()) {
                        onOrAfter[i]++;
                        retained[i] += block.activeDay(row) == day ? 1 : 0;
                    }
                }
            }
        }
    }
}
