package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the data hold at all: the spans of {@value #EVENT_TIMES} and {@value #SIGNUP_TIMES} in milliseconds, and how many users have a
 * profile, an active event, an event with a workspace, and revenue. No filter applies.
 */
public record ExtentQuery() implements TimelineQuery {
    /** Span: first and last event of any type. */
    public static final String EVENT_TIMES = "event_times";

    /** Span: first and last signup. */
    public static final String SIGNUP_TIMES = "signup_times";

    /** Count: users with a profile. */
    public static final String WITH_PROFILE = "with_profile";

    /** Count: users with an active event. */
    public static final String WITH_ACTIVITY = "with_activity";

    /** Count: users with an event that names a workspace. */
    public static final String WITH_WORKSPACE = "with_workspace";

    /** Count: users with a revenue event. */
    public static final String WITH_REVENUE = "with_revenue";

    /** The data's extent is the same whoever asks. */
    @Override
    public Filters filters() {
        return Filters.EVERYBODY;
    }

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan();
        UserSelection.of(view, Filters.EVERYBODY).forEach(scan);
        Map<String, Span> spans = new LinkedHashMap<>();
        if (scan.firstEvent <= scan.lastEvent) {
            spans.put(EVENT_TIMES, new Span(scan.firstEvent, scan.lastEvent));
        }
        if (scan.firstSignup <= scan.lastSignup) {
            spans.put(SIGNUP_TIMES, new Span(scan.firstSignup, scan.lastSignup));
        }
        Map<String, long[]> sums = Map.of(
                WITH_PROFILE, new long[] {scan.profiles},
                WITH_ACTIVITY, new long[] {scan.active},
                WITH_WORKSPACE, new long[] {scan.workspaces},
                WITH_REVENUE, new long[] {scan.revenue});
        return new Tally(sums, Map.of(), Map.of(), spans);
    }

    private static final class Scan implements UserVisitor {
        private long firstEvent = Long.MAX_VALUE;
        private long lastEvent = Long.MIN_VALUE;
        private long firstSignup = Long.MAX_VALUE;
        private long lastSignup = Long.MIN_VALUE;
        private long profiles;
        private long active;
        private long workspaces;
        private long revenue;

        @Override
        public void visit(UserBlock block, int user) {
            int start = block.eventStart(user);
            int end = block.eventStart(user + 1);
            if (start < end) {
                firstEvent = Math.min(firstEvent, block.time(start));
                lastEvent = Math.max(lastEvent, block.time(end - 1));
            }
            if (block.hasProfile(user)) {
                profiles++;
                firstSignup = Math.min(firstSignup, block.signupAt(user));
                lastSignup = Math.max(lastSignup, block.signupAt(user));
            }
            int traits = block.traits(user);
            active += (traits & Trait.ACTIVE) != 0 ? 1 : 0;
            workspaces += (traits & Trait.WORKSPACE) != 0 ? 1 : 0;
            revenue += (traits & Trait.REVENUE) != 0 ? 1 : 0;
        }
    }
}
