package dev.lodestar.engine.query;

import java.util.List;

/**
 * Which events are meant.
 *
 * @param events types, any of which will do; empty means every active event
 * @param filters what its properties must be like, all of them
 */
public record EventCondition(List<String> events, List<PropertyFilter> filters) {
    /** Every active event. */
    public static final EventCondition ANY_ACTIVE = new EventCondition(List.of(), List.of());

    /** Takes copies. */
    public EventCondition {
        events = List.copyOf(events);
        filters = List.copyOf(filters);
    }

    /** Every event of a type. */
    public static EventCondition of(String event) {
        return new EventCondition(List.of(event), List.of());
    }
}
