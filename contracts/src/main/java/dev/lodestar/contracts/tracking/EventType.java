package dev.lodestar.contracts.tracking;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of event.
 *
 * @param passive true when the event is no sign of activity (a signup, an invoice)
 * @param properties the type's own properties by name
 */
public record EventType(boolean passive, Map<String, PropertyType> properties) {
    public EventType(boolean passive, @Nullable Map<String, PropertyType> properties) {
        this.passive = passive;
        this.properties = properties == null ? Map.of() : Map.copyOf(properties);
    }
}
