package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;
import java.util.UUID;

/**
 * How many users there are, with or without a profile. Erased users are none.
 *
 * @param filters the users who count
 */
public record CohortSizeQuery(Filters filters) implements TimelineQuery {
    /** Count: users. */
    public static final String USERS = "users";

    private static final UUID ERASED = new UUID(0, 0);

    @Override
    public Tally tally(TimelineView view) {
        long[] users = new long[1];
        UserSelection.of(view, filters)
                .forEach((UserBlock block, int user) ->
                        users[0] += block.pseudonym(user).equals(ERASED) ? 0 : 1);
        return Tally.ofSums(Map.of(USERS, users));
    }
}
