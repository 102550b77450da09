package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.timeline.PropertyValue;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that counts: no repeat of an earlier one.
 *
 * @param at       milliseconds since the epoch
 * @param sequence its place in the order of arrival
 * @param properties what it says beside
 */
public record PlainEvent(String type, long at, long sequence, Map<String, PropertyValue> properties) {

    /** Section 1: the order of one user's events. */
    static final Comparator<PlainEvent> ORDER =
            Comparator.comparingLong(PlainEvent::at).thenComparingLong(PlainEvent::sequence);

    /** The workspace it names, or null; an empty name is none. */
    @Nullable
    String workspace() {
        return properties.get("workspace_id") instanceof PropertyValue.Text(String id) && !id.isEmpty() ? id : null;
    }

    /** The money it moved, or null. */
    @Nullable
    Double amount() {
        return properties.get("amount") instanceof PropertyValue.Number(double money) ? (Double) money : null;
    }
}
