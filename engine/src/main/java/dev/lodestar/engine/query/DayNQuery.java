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
        long[] eligible = new long[days.size()];
        long[] retained = new long[days.size()];
        long[] onOrAfter = new long[days.size()];
        for (int i = 0; i < eligible.length; i++) {
            int day = days.get(i);
            eligible[i] = scan.signedUpBefore((long) range.to() - day);
            retained[i] = scan.activeAtAge[day];
            onOrAfter[i] = scan.lastActiveFrom(day);
        }
        return Tally.ofSums(Map.of(ELIGIBLE, eligible, RETAINED, retained, ON_OR_AFTER, onOrAfter));
    }

    /**
     * Counts by age, the days since signup, and lets the values of N be read off: a user active on day N or later is one whose last active day
     * has that age or a greater one. So each active day is looked at once, however many values there are.
     */
    private static final class Scan implements BlockVisitor {
        private final DayRange range;
        private final int beyond;
        private final long[] signupsByDay;
        private final long[] activeAtAge;
        private final long[] lastActiveAtAge;

        Scan(DayRange range, List<Integer> days) {
            this.range = range;
            this.beyond = days.stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
            this.signupsByDay = new long[range.days()];
            this.activeAtAge = new long[beyond + 1];
            this.lastActiveAtAge = new long[beyond + 1];
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            for (int i = 0; i < count; i++) {
                visit(block, users[i]);
            }
        }

        private void visit(UserBlock block, int user) {
            int signupDay = block.signupDay(user);
            if (!block.hasProfile(user) || !range.contains(signupDay)) {
                return;
            }
            signupsByDay[signupDay - range.from()]++;
            int end = block.firstActiveRowFrom(user, range.to());
            int age = -1;
            for (int row = block.firstActiveRowFrom(user, signupDay); row < end; row++) {
                age = Math.min(block.activeDay(row) - signupDay, beyond);
                activeAtAge[age]++;
            }
            if (age >= 0) {
                lastActiveAtAge[age]++;
            }
        }

        long signedUpBefore(long day) {
            long users = 0;
            for (int i = 0; i < signupsByDay.length && range.from() + i < day; i++) {
                users += signupsByDay[i];
            }
            return users;
        }

        long lastActiveFrom(int age) {
            long users = 0;
            for (int i = age; i <= beyond; i++) {
                users += lastActiveAtAge[i];
            }
            return users;
        }
    }
}
