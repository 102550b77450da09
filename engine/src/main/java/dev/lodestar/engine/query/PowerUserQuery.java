package dev.lodestar.engine.query;

import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;

/**
 * Active days of users in a trailing window, and their active events in it.
 *
 * @param to the day after the window's last
 * @param windowDays the length of the window
 * @param filters the users who count
 */
public record PowerUserQuery(int to, int windowDays, Filters filters) implements TimelineQuery {
    /** Row by number of active days: users with exactly so many. */
    public static final String USERS = "users";

    /** Row by number of active days: active events of those users in the window. */
    public static final String EVENTS = "events";

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(this, view);
        UserSelection.of(view, filters).forEachBlock(scan);
        return Tally.ofSums(Map.of(USERS, scan.users, EVENTS, scan.events));
    }

    private static final class Scan implements BlockVisitor {
        private final int from;
        private final int to;
        private final ProjectCalendar calendar;
        private final EventTypes types;
        private final int[] late = new int[UserBlock.CAPACITY];
        private final long[] users;
        private final long[] events;

        Scan(PowerUserQuery query, TimelineView view) {
            this.to = query.to;
            this.from = to - query.windowDays;
            this.calendar = view.calendar();
            this.types = view.eventTypes();
            this.users = new long[query.windowDays + 1];
            this.events = new long[query.windowDays + 1];
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            int active = select(block, users, count);
            for (int i = 0; i < active; i++) {
                visit(block, late[i]);
            }
        }

        /** Finds the users who have an active day in the window or after it: few, and so without a branch on any user. */
        private int select(UserBlock block, int[] users, int count) {
            int found = 0;
            int fromKey = from << UserBlock.GAP_BITS;
            for (int i = 0; i < count; i++) {
                int user = users[i];
                int end = block.activeStart(user + 1);
                late[found] = user;
                found += end > block.activeStart(user) && block.activeKey(end - 1) >= fromKey ? 1 : 0;
            }
            return found;
        }

        private void visit(UserBlock block, int user) {
            int first = block.activeStart(user);
            int end = block.firstActiveRowFrom(user, to);
            int row = end;
            int most = 0;
            long active = 0;
            while (row > first && block.activeDay(row - 1) >= from) {
                row--;
                int onDay = block.activeEvents(row);
                active += onDay;
                most = Math.max(most, onDay);
            }
            if (row < end) {
                users[end - row]++;
                events[end - row] += most == UserBlock.MANY_EVENTS ? activeEvents(block, user) : active;
            }
        }

        /** Of a user who has a day with more than are kept by day. */
        private long activeEvents(UserBlock block, int user) {
            long count = 0;
            for (int event = block.eventStart(user); event < block.eventStart(user + 1); event++) {
                int day = calendar.dayOf(block.time(event));
                count += day >= from && day < to ? types.traitsOf(block.type(event)) & Trait.ACTIVE : 0;
            }
            return count;
        }
    }
}
