package dev.lodestar.contracts.tracking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of event.
 *
 * @param passive true when the event is no sign of activity (a signup, an invoice)
 * @param properties the type's own properties by name, in the order of the plan: snapshots of timelines are read only where that is the same
 */
public record EventType(boolean passive, Map<String, PropertyType> properties) {
    public EventType(boolean passive, @Nullable Map<String, PropertyType> properties) {
        this.passive = passive;
        this.properties = properties == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
