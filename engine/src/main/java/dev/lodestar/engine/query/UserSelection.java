package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.ArrayList;
import java.util.List;

/** The users of a view who count under some filters: the filters in the view's codes. */
public final class UserSelection {
    private final TimelineView view;
    private final List<AllowedCodes> filters;

    @SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
    private record AllowedCodes(int attribute, boolean[] allowed) {
        boolean includes(UserBlock block, int user) {
            return allowed[attribute < 0 ? 0 : block.attribute(attribute, user)];
        }
    }

    private UserSelection(TimelineView view, List<AllowedCodes> filters) {
        this.view = view;
        this.filters = filters;
    }

    /** Translates filters into the codes of a view. */
    public static UserSelection of(TimelineView view, Filters filters) {
        List<AllowedCodes> translated = new ArrayList<>();
        filters.allowed().forEach((attribute, values) -> translated.add(allowedCodes(view, attribute, values)));
        return new UserSelection(view, translated);
    }

    private static AllowedCodes allowedCodes(TimelineView view, String attribute, List<String> values) {
        int index = view.attributes().indexOf(attribute);
        List<String> known = index < 0 ? List.of("") : view.attributes().valuesOf(index);
        boolean[] allowed = new boolean[known.size()];
        for (int code = 0; code < allowed.length; code++) {
            allowed[code] = values.contains(code == 0 ? Filters.NONE : known.get(code));
        }
        return new AllowedCodes(index, allowed);
    }

    /** Whether a user counts. */
    public boolean includes(UserBlock block, int user) {
        for (AllowedCodes filter : filters) {
            if (!filter.includes(block, user)) {
                return false;
            }
        }
        return true;
    }

    void forEach(UserVisitor visitor) {
        for (UserBlock block : view.blocks()) {
            for (int user = 0; user < block.size(); user++) {
                if (includes(block, user)) {
                    visitor.visit(block, user);
                }
            }
        }
    }
}
