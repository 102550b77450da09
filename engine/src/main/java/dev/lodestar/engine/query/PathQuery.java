package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How users go on who have come along certain paths: one level of a tree of paths, so that only the branches that matter travel.
 *
 * @param range the anchor lies in it, and no step at or after its end
 * @param anchor where paths start
 * @param direction after the anchor or before it
 * @param windowMillis how far from the anchor a step may be, inclusive
 * @param ignored event types that are no steps
 * @param collapsed whether a type that follows itself counts as one step
 * @param prefixes the paths, all of one length, by event type; the empty path is everybody with an anchor
 * @param filters the users who count
 */
public record PathQuery(
        DayRange range,
        EventCondition anchor,
        PathDirection direction,
        long windowMillis,
        List<String> ignored,
        boolean collapsed,
        List<List<String>> prefixes,
        Filters filters)
        implements TimelineQuery {
    /** What the name of a row ends with, after the number of the path, where users do not go on. */
    public static final String END = "";

    /** The row of users who went along a path and then did something of a type; with {@link #END}, nothing. */
    public static String row(int prefix, String next) {
        return prefix + "/" + next;
    }

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(this, view);
        UserSelection.of(view, filters).forEach(scan);
        return Tally.ofSums(scan.rows());
    }

    /** A path walked so far; at the end of a prefix it knows the prefix's number. */
    private static final class Junction {
        private final Map<Integer, Junction> next = new HashMap<>();
        private int prefix = -1;
        private long[] users = new long[0];
    }

    private static final class Scan implements UserVisitor {
        private final EventTypes types;
        private final EventMatcher anchor;
        private final boolean[] steps;
        private final boolean forward;
        private final boolean collapsed;
        private final long windowMillis;
        private final long fromMillis;
        private final long toMillis;
        private final Junction root = new Junction();

        Scan(PathQuery query, TimelineView view) {
            this.types = view.eventTypes();
            this.anchor = EventMatcher.of(view, query.anchor);
            this.forward = query.direction == PathDirection.AFTER;
            this.collapsed = query.collapsed;
            this.windowMillis = query.windowMillis;
            this.fromMillis = view.calendar().startOf(query.range.from());
            this.toMillis = view.calendar().startOf(query.range.to());
            this.steps = new boolean[types.size()];
            Map<String, Integer> codes = new HashMap<>();
            for (int code = 0; code < types.size(); code++) {
                steps[code] = (types.traitsOf(code) & Trait.ACTIVE) != 0 && !query.ignored.contains(types.nameOf(code));
                codes.put(types.nameOf(code), code);
            }
            for (int i = 0; i < query.prefixes.size(); i++) {
                pave(query.prefixes.get(i), i, codes);
            }
        }

        private void pave(List<String> path, int number, Map<String, Integer> codes) {
            Junction at = root;
            for (String step : path) {
                Integer code = codes.get(step);
                if (code == null) {
                    return; // nobody here has done such a thing
                }
                at = at.next.computeIfAbsent(code, _ -> new Junction());
            }
            at.prefix = number;
            at.users = new long[types.size() + 1];
        }

        @Override
        public void visit(UserBlock block, int user) {
            int start = anchorOf(block, user);
            if (start >= 0) {
                walk(block, user, start);
            }
        }

        private int anchorOf(UserBlock block, int user) {
            int end = block.eventStart(user + 1);
            for (int event = block.firstEventAt(user, fromMillis);
                    event < end && block.time(event) < toMillis;
                    event++) {
                if (anchor.matches(block, user, event)) {
                    return event;
                }
            }
            return -1;
        }

        private void walk(UserBlock block, int user, int start) {
            Junction at = root;
            int last = block.type(start);
            int event = start;
            while (true) {
                event = nextStep(block, user, start, event, last);
                int code = event < 0 ? types.size() : block.type(event);
                if (at.prefix >= 0) {
                    at.users[code]++;
                    return;
                }
                @Nullable Junction further = at.next.get(code);
                if (further == null) {
                    return;
                }
                at = further;
                last = code;
            }
        }

        /** The user's next event that is a step, or −1 where there is none within the window and the data. */
        private int nextStep(UserBlock block, int user, int start, int from, int last) {
            int direction = forward ? 1 : -1;
            int stop = forward ? block.eventStart(user + 1) : block.eventStart(user) - 1;
            for (int event = from + direction; event != stop; event += direction) {
                if (!isNear(block.time(event), block.time(start))) {
                    return -1;
                }
                int code = block.type(event);
                if (steps[code] && !(collapsed && code == last)) {
                    return event;
                }
            }
            return -1;
        }

        private boolean isNear(long time, long anchorTime) {
            return time < toMillis && Math.abs(time - anchorTime) <= windowMillis;
        }

        Map<String, long[]> rows() {
            Map<String, long[]> rows = new TreeMap<>();
            collect(root, rows);
            return rows;
        }

        private void collect(Junction at, Map<String, long[]> rows) {
            for (int code = 0; code < at.users.length; code++) {
                if (at.users[code] > 0) {
                    String next = code == types.size() ? END : types.nameOf(code);
                    rows.put(row(at.prefix, next), new long[] {at.users[code]});
                }
            }
            at.next.values().forEach(further -> collect(further, rows));
        }
    }
}
