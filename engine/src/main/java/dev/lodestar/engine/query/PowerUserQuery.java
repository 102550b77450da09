package dev.lodestar.engine.query;

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
        private final long fromMillis;
        private final long toMillis;
        private final EventTypes types;
        private final long[] users;
        private final long[] events;

        Scan(PowerUserQuery query, TimelineView view) {
            this.to = query.to;
            this.from = to - query.windowDays;
            this.fromMillis = view.calendar().startOf(from);
            this.toMillis = view.calendar().startOf(to);
            this.types = view.eventTypes();
            this.users = new long[query.windowDays + 1];
            this.events = new long[query.windowDays + 1];
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            for (int i = 0; i < count; i++) {
                visit(block, users[i]);
            }
        }

        private void visit(UserBlock block, int user) {
            int end = block.firstActiveRowFrom(user, to);
            int row = end;
            int first = block.activeStart(user);
            while (row > first && block.activeDay(row - 1) >= from) {
                row--;
            }
            int activeDays = end - row;
            if (activeDays > 0) {
                users[activeDays]++;
                events[activeDays] += activeEvents(block, user);
            }
        }

        private long activeEvents(UserBlock block, int user) {
            int first = block.eventStart(user);
            long count = 0;
            for (int event = block.firstEventAt(user, toMillis) - 1;
                    event >= first && block.time(event) >= fromMillis;
                    event--) {
                count += types.traitsOf(block.type(event)) & Trait.ACTIVE;
            }
            return count;
        }
    }
}
