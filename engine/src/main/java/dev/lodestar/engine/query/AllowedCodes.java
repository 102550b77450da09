package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.List;

/** Values of an attribute in the codes of one view. */
@SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
record AllowedCodes(int attribute, boolean[] allowed) {
    static AllowedCodes of(TimelineView view, String attribute, List<String> values) {
        int index = view.attributes().indexOf(attribute);
        List<String> known = index < 0 ? List.of("") : view.attributes().valuesOf(index);
        boolean[] allowed = new boolean[known.size()];
        for (int code = 0; code < allowed.length; code++) {
            String value = known.get(code);
            allowed[code] = values.contains(value.isEmpty() ? Filters.NONE : value);
        }
        return new AllowedCodes(index, allowed);
    }

    /** Moves the users with an allowed value to the front, in order, and returns how many they are. */
    int select(UserBlock block, int[] users, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int user = users[i];
            users[kept] = user;
            kept += includes(block, user) ? 1 : 0;
        }
        return kept;
    }

    boolean includes(UserBlock block, int user) {
        return allowed[attribute < 0 ? 0 : block.attribute(attribute, user)];
    }
}
