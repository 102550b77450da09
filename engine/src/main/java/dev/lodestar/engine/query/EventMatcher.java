package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.List;

/** A condition on events in the codes of one view. */
public final class EventMatcher {
    private final boolean[] types;
    private final List<PropertyMatcher> properties;

    private EventMatcher(boolean[] types, List<PropertyMatcher> properties) {
        this.types = types;
        this.properties = properties;
    }

    /** Translates a condition; a property that the view's plan does not have is absent from every event. */
    public static EventMatcher of(TimelineView view, EventCondition condition) {
        EventTypes known = view.eventTypes();
        boolean[] types = new boolean[known.size()];
        for (int code = 0; code < types.length; code++) {
            types[code] = condition.events().isEmpty()
                    ? (known.traitsOf(code) & Trait.ACTIVE) != 0
                    : condition.events().contains(known.nameOf(code));
        }
        return new EventMatcher(
                types,
                condition.filters().stream()
                        .map(filter -> PropertyMatcher.of(view.properties(), filter))
                        .toList());
    }

    /** Whether any event of the view can match by its type. */
    public boolean isPossible() {
        for (boolean type : types) {
            if (type) {
                return true;
            }
        }
        return false;
    }

    /** Whether an event of a type can match. */
    public boolean admitsType(int code) {
        return types[code];
    }

    /** Whether the type decides alone. */
    public boolean isByTypeOnly() {
        return properties.isEmpty();
    }

    /** Whether a user's event matches. */
    public boolean matches(UserBlock block, int user, int event) {
        if (!types[block.type(event)]) {
            return false;
        }
        for (int i = 0; i < properties.size(); i++) {
            if (!properties.get(i).matches(block, user, event)) {
                return false;
            }
        }
        return true;
    }
}
