package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;

/**
 * The counts behind the summary. Users are those with a profile and signup before the end of the range; what they did counts up to its
 * end.
 *
 * @param range the range
 * @param filters the users who count
 */
public record TotalsQuery(DayRange range, Filters filters) implements TimelineQuery {
    /** Count: users. */
    public static final String USERS = "users";

    /** Count: events in the range of any type and of anybody, with or without a profile. */
    public static final String EVENTS = "events";

    /** Count: users activated. */
    public static final String ACTIVATED = "activated";

    /** Count: users with a collaboration event, before or after signup. */
    public static final String COLLABORATORS = "collaborators";

    /** Count: users who pay. */
    public static final String MONETISED = "monetised";

    @Override
    public Tally tally(TimelineView view) {
        long toMillis = view.calendar().startOf(range.to());
        Scan scan = new Scan(view.calendar().startOf(range.from()), toMillis, new UserJourney(view, toMillis));
        UserSelection.of(view, filters).forEach(scan);
        return Tally.ofSums(Map.of(
                USERS, new long[] {scan.users},
                EVENTS, new long[] {scan.events},
                ACTIVATED, new long[] {scan.activated},
                COLLABORATORS, new long[] {scan.collaborators},
                MONETISED, new long[] {scan.monetised}));
    }

    private static final class Scan implements UserVisitor {
        private final long fromMillis;
        private final long toMillis;
        private final UserJourney journey;
        private long users;
        private long events;
        private long activated;
        private long collaborators;
        private long monetised;

        Scan(long fromMillis, long toMillis, UserJourney journey) {
            this.fromMillis = fromMillis;
            this.toMillis = toMillis;
            this.journey = journey;
        }

        @Override
        public void visit(UserBlock block, int user) {
            events += block.firstEventAt(user, toMillis) - block.firstEventAt(user, fromMillis);
            if (journey.isKnown(block, user)) {
                users++;
                activated += journey.activatedAt(block, user) != UserJourney.NEVER ? 1 : 0;
                collaborators += journey.everDid(block, user, Trait.COLLABORATION) ? 1 : 0;
                monetised += journey.isMonetised(block, user) ? 1 : 0;
            }
        }
    }
}
