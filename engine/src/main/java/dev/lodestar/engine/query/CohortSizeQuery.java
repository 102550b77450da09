package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;
import java.util.UUID;

/**
 * How many users there are, with or without a profile, and how many events of theirs. Erased users are none.
 *
 * @param filters the users who count
 */
public record CohortSizeQuery(Filters filters) implements TimelineQuery {
    /** Count: users. */
    public static final String USERS = "users";

    /** Count: what these users did, whenever and of any type. */
    public static final String EVENTS = "events";

    private static final UUID ERASED = new UUID(0, 0);

    @Override
    public Tally tally(TimelineView view) {
        long[] users = new long[1];
        long[] events = new long[1];
        UserSelection.of(view, filters).forEach((UserBlock block, int user) -> {
            users[0] += block.pseudonym(user).equals(ERASED) ? 0 : 1;
            events[0] += block.eventStart(user + 1) - block.eventStart(user);
        });
        return Tally.ofSums(Map.of(USERS, users, EVENTS, events));
    }
}
