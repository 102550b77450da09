package dev.lodestar.ingest.warehouse;

import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.contracts.timeline.PropertyValue;
import dev.lodestar.ingest.validation.CanonicalJson;
import dev.lodestar.ingest.validation.QualityCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the table, with its place in the log.
 *
 * @param oddities what is counted about it although it is stored
 */
record StoredEvent(
        UUID user,
        EventRecord event,
        int partition,
        long offset,
        @Nullable UUID importId,
        List<QualityCode> oddities) {
    Instant receivedAt() {
        return Instant.ofEpochMilli(event.getReceivedAtMillis());
    }

    /** The properties as JSON. */
    String properties() {
        if (event.getPropertiesCount() == 0) {
            return "{}";
        }
        Map<String, @Nullable Object> properties = new TreeMap<>();
        event.getPropertiesMap().forEach((name, value) -> properties.put(name, plain(value)));
        return CanonicalJson.write(properties);
    }

    private static @Nullable Object plain(PropertyValue value) {
        return switch (value.getValueCase()) {
            case TEXT -> value.getText();
            case NUMBER -> value.getNumber();
            case FLAG -> value.getFlag();
            case VALUE_NOT_SET -> null;
        };
    }
}
