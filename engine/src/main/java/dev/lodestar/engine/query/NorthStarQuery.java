package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collaboration by week: distinct workspaces as sets of hashes, distinct collaborating users, and distinct active users.
 *
 * @param range the range; events outside of it do not count, even in a week it cuts
 * @param filters the users who count
 */
public record NorthStarQuery(DayRange range, Filters filters) implements TimelineQuery {
    /** Row by week: users with a collaboration event. */
    public static final String COLLABORATORS = "collaborators";

    /** Row by week: users active. */
    public static final String ACTIVE = "active";

    private static final String WORKSPACES = "workspaces|";

    /** The name of the set of a week's workspaces. */
    public static String workspacesOf(int week) {
        return WORKSPACES + week;
    }

    @Override
    public Tally tally(TimelineView view) {
        PeriodTable weeks = new PeriodTable(view.calendar(), CalendarPeriod.WEEKLY, range);
        Scan scan = new Scan(weeks, range, view.calendar(), view.eventTypes());
        UserSelection.of(view, filters).forEachBlock(scan);
        Map<String, long[]> distinct = new TreeMap<>();
        for (int week = 0; week < weeks.size(); week++) {
            distinct.put(workspacesOf(week), scan.workspaces[week].sorted());
        }
        return new Tally(Map.of(COLLABORATORS, scan.collaborators, ACTIVE, scan.active), distinct, Map.of(), Map.of());
    }

    private static final class Scan implements BlockVisitor {
        private final PeriodTable weeks;
        private final DayRange range;
        private final EventTypes types;
        private final long[] boundaries;
        private final long[] collaborators;
        private final long[] active;
        private final LongSet[] workspaces;

        Scan(PeriodTable weeks, DayRange range, ProjectCalendar calendar, EventTypes types) {
            this.weeks = weeks;
            this.range = range;
            this.types = types;
            this.collaborators = new long[weeks.size()];
            this.active = new long[weeks.size()];
            this.workspaces = new LongSet[weeks.size()];
            this.boundaries = new long[weeks.size() + 1];
            for (int week = 0; week < weeks.size(); week++) {
                workspaces[week] = new LongSet();
                boundaries[week] = calendar.startOf(Math.max(range.from(), weeks.firstDay(week)));
            }
            boundaries[weeks.size()] = calendar.startOf(range.to());
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            for (int i = 0; i < count; i++) {
                visit(block, users[i]);
            }
        }

        private void visit(UserBlock block, int user) {
            countActiveWeeks(block, user);
            if ((block.traits(user) & Trait.COLLABORATION) != 0 && weeks.size() > 0) {
                countCollaboratingWeeks(block, user);
                collectWorkspaces(block, user);
            }
        }

        private void countActiveWeeks(UserBlock block, int user) {
            int end = block.activeStart(user + 1);
            int last = -1;
            for (int row = block.firstActiveRowFrom(user, range.from()); row < end; row++) {
                int day = block.activeDay(row);
                if (day >= range.to()) {
                    break;
                }
                int week = weeks.indexOf(day);
                active[week] += week == last ? 0 : 1;
                last = week;
            }
        }

        private void countCollaboratingWeeks(UserBlock block, int user) {
            int end = block.firstEventAt(user, boundaries[weeks.size()]);
            int week = 0;
            int last = -1;
            for (int event = block.firstEventAt(user, boundaries[0]); event < end; event++) {
                if ((types.traitsOf(block.type(event)) & Trait.COLLABORATION) != 0) {
                    week = weekOf(block.time(event), week);
                    collaborators[week] += week == last ? 0 : 1;
                    last = week;
                }
            }
        }

        private void collectWorkspaces(UserBlock block, int user) {
            int week = 0;
            long lastAdded = 0;
            int end = block.firstEventAt(user, boundaries[weeks.size()]);
            int event = block.nextWorkspace(block.firstEventAt(user, boundaries[0]));
            while (event < end) {
                int weekBefore = week;
                week = weekOf(block.time(event), week);
                long workspace = block.workspace(event);
                if (week != weekBefore || workspace != lastAdded) {
                    lastAdded = workspace;
                    workspaces[week].add(lastAdded);
                }
                event = block.nextWorkspace(event + 1);
            }
        }

        private int weekOf(long time, int notBefore) {
            int week = notBefore;
            while (time >= boundaries[week + 1]) {
                week++;
            }
            return week;
        }
    }
}
