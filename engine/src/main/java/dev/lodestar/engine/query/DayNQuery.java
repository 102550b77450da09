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
            retained[i] = scan.activeAt(day);
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
        private final ActiveDayRows rows = new ActiveDayRows();

        /**
         * Of the blocks read by rows: active days by age, from minus the length of the range on; in the last third by day, those of users who do not
         * count.
         */
        private final int[] rowsAtAge;

        Scan(DayRange range, List<Integer> days) {
            this.range = range;
            this.beyond = days.stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
            this.signupsByDay = new long[range.days()];
            this.activeAtAge = new long[beyond + 1];
            this.lastActiveAtAge = new long[beyond + 1];
            this.rowsAtAge = new int[3 * range.days()];
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            boolean byRow =
                    ActiveDayRows.areFasterFor(count, block) && block.isActiveOnlyWithin(range.from(), range.to());
            if (byRow) {
                rows.begin(block);
            }
            for (int i = 0; i < count; i++) {
                int user = users[i];
                int signupDay = block.signupDay(user);
                if (block.hasProfile(user) && range.contains(signupDay)) {
                    signupsByDay[signupDay - range.from()]++;
                    if (byRow) {
                        rows.number(block, user, range.from() - signupDay - range.days());
                        countLast(block.activeStart(user), block.activeStart(user + 1), block, signupDay);
                    } else {
                        visit(block, user, signupDay);
                    }
                }
            }
            if (byRow) {
                countRows();
            }
        }

        private void visit(UserBlock block, int user, int signupDay) {
            int end = block.firstActiveRowFrom(user, range.to());
            int first = block.firstActiveRowFrom(user, signupDay);
            for (int row = first; row < end; row++) {
                activeAtAge[Math.min(block.activeDay(row) - signupDay, beyond)]++;
            }
            countLast(first, end, block, signupDay);
        }

        private void countLast(int first, int end, UserBlock block, int signupDay) {
            int age = first < end ? block.activeDay(end - 1) - signupDay : -1;
            if (age >= 0) {
                lastActiveAtAge[Math.min(age, beyond)]++;
            }
        }

        private void countRows() {
            int[] keys = rows.keys;
            int[] steps = rows.steps;
            int shift = 2 * range.days() - range.from();
            for (int row = 0; row < rows.size; row++) {
                shift += steps[row];
                rowsAtAge[(keys[row] >> UserBlock.GAP_BITS) + shift]++;
            }
        }

        long activeAt(int age) {
            return activeAtAge[age] + (age < range.days() ? rowsAtAge[range.days() + age] : 0);
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
