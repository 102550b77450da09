package dev.lodestar.ingest.validation;

import dev.lodestar.contracts.tracking.EventType;
import dev.lodestar.contracts.tracking.PropertyType;
import dev.lodestar.contracts.tracking.TrackingPlan;
import dev.lodestar.ingest.reading.SourceRow;
import dev.lodestar.ingest.validation.ValidationConfig.UnknownProperty;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events: {@code user_id, event_type, timestamp} and optionally {@code event_id, properties, sent_at}; other fields are not read. */
public final class EventValidator implements RowValidator {
    private static final String NO_PROPERTIES = "{}";

    private final TrackingPlan plan;
    private final ValidationConfig config;
    private final ValidationLimits limits;
    private final long earliest;
    private final Timestamps timestamps;
    private final JsonValues json;

    public EventValidator(TrackingPlan plan, ValidationConfig config, ValidationLimits limits, ZoneId zone) {
        this.plan = plan;
        this.config = config;
        this.limits = limits;
        this.earliest = limits.earliest().atStartOfDay(zone).toInstant().toEpochMilli();
        this.timestamps = new Timestamps(zone);
        this.json = new JsonValues(limits.maxNesting());
    }

    @Override
    public Validated validate(SourceRow row, Instant receivedAt) {
        Fields fields;
        try {
            fields = Fields.of(row, limits, json);
        } catch (Refusal refusal) {
            return refusal.toRefused();
        }
        try {
            return new Validated.Accepted(read(fields, receivedAt));
        } catch (Refusal refusal) {
            return refusal.toRefused().of(readableId(fields));
        }
    }

    private @Nullable String readableId(Fields fields) {
        try {
            return eventId(fields);
        } catch (Refusal noId) {
            return null;
        }
    }

    private @Nullable String eventId(Fields fields) throws Refusal {
        return fields.text("event_id", limits.maxEventIdLength());
    }

    private Candidate.Event read(Fields fields, Instant receivedAt) throws Refusal {
        String userId = fields.userId(limits);
        String eventId = eventId(fields);
        String eventType = fields.text("event_type");
        EventType known = eventType == null ? null : plan.eventTypes().get(eventType);
        if (eventType == null || (known == null && config.strict())) {
            throw new Refusal(QualityCode.UNKNOWN_EVENT_TYPE, "event_type is not in the tracking plan");
        }
        if (eventType.length() > limits.maxNameLength()) {
            throw new Refusal(
                    QualityCode.OVERSIZED, "event_type has more than " + limits.maxNameLength() + " characters");
        }
        long latest = receivedAt.plus(limits.maxFuture()).toEpochMilli();
        long eventTimeMillis = fields.pastMillis("timestamp", timestamps, earliest, latest);
        long sentAtMillis = fields.millisOrZero("sent_at", timestamps);
        Map<String, @Nullable Object> given = properties(fields);
        SortedMap<String, Object> kept = given.isEmpty() ? Collections.emptySortedMap() : allowed(given, known);
        String givenProperties = given.isEmpty() ? NO_PROPERTIES : CanonicalJson.write(given);
        String keptProperties = kept.size() == given.size() ? givenProperties : CanonicalJson.write(kept);
        return new Candidate.Event(
                eventId, userId, eventType, eventTimeMillis, sentAtMillis, kept, keptProperties, givenProperties);
    }

    private Map<String, @Nullable Object> properties(Fields fields) throws Refusal {
        Map<String, @Nullable Object> properties = rawProperties(fields.get("properties"));
        if (properties.size() > limits.maxProperties()) {
            throw new Refusal(
                    QualityCode.OVERSIZED, "the event has more than " + limits.maxProperties() + " properties");
        }
        return properties;
    }

    @SuppressWarnings("unchecked") // JsonValues makes no other maps
    private Map<String, @Nullable Object> rawProperties(@Nullable Object properties) throws Refusal {
        return switch (properties) {
            case null -> Map.of();
            case Map<?, ?> members -> (Map<String, @Nullable Object>) members;
            case String text when text.equals(NO_PROPERTIES) || text.isBlank() -> Map.of();
            case String text -> json.innerObject(text);
            default -> throw new Refusal(QualityCode.MALFORMED, "properties are not a JSON object");
        };
    }

    private SortedMap<String, Object> allowed(Map<String, @Nullable Object> given, @Nullable EventType type)
            throws Refusal {
        SortedMap<String, Object> allowed = new TreeMap<>();
        for (Map.Entry<String, @Nullable Object> property : given.entrySet()) {
            String name = property.getKey();
            Object value = property.getValue();
            PropertyType expected = expectedType(name, type);
            if (name.length() > limits.maxNameLength()) {
                throw new Refusal(
                        QualityCode.OVERSIZED,
                        "a property's name has more than " + limits.maxNameLength() + " characters");
            }
            if (expected == null && config.unknownProperty() == UnknownProperty.QUARANTINE) {
                throw new Refusal(QualityCode.UNKNOWN_PROPERTY, "a property is not in the tracking plan");
            }
            if (expected != null && value != null) {
                allowed.put(name, typed(name, value, expected));
            }
        }
        return allowed;
    }

    private @Nullable PropertyType expectedType(String name, @Nullable EventType type) {
        PropertyType own = type == null ? null : type.properties().get(name);
        return own == null ? plan.properties().get(name) : own;
    }

    private Object typed(String name, Object value, PropertyType expected) throws Refusal {
        boolean matches = switch (expected) {
            case TEXT -> value instanceof String;
            case NUMBER -> value instanceof Double;
            case FLAG -> value instanceof Boolean;
        };
        if (!matches) {
            throw new Refusal(
                    QualityCode.PROPERTY_TYPE_MISMATCH,
                    "property '" + name + "' must be of type " + expected.wireName());
        }
        if (name.equals(plan.amountProperty())
                && value instanceof Double amount
                && Math.abs(amount) > limits.largestAmount()) {
            throw new Refusal(
                    QualityCode.INVALID_VALUE,
                    "property '" + name + "' is beyond " + limits.largestAmount() + " in either direction");
        }
        if (value instanceof String text) {
            if (text.length() > limits.maxTextLength()) {
                throw new Refusal(
                        QualityCode.OVERSIZED,
                        "property '" + name + "' has more than " + limits.maxTextLength() + " characters");
            }
            return Fields.storable(name, text);
        }
        return value;
    }
}
