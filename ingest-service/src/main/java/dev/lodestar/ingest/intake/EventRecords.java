package dev.lodestar.ingest.intake;

import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.contracts.timeline.ProfileRecord;
import dev.lodestar.contracts.timeline.PropertyValue;
import dev.lodestar.ingest.validation.Candidate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/** Candidates as the records of the contract. Not thread-safe. */
final class EventRecords {
    private static final char SEPARATOR = '\n';

    private final MessageDigest sha256;

    EventRecords() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    EventRecord event(Candidate.Event event, String eventId, Origin origin) {
        EventRecord.Builder builder = EventRecord.newBuilder()
                .setEventId(eventId)
                .setEventType(event.eventType())
                .setEventTimeMillis(event.eventTimeMillis())
                .setSentAtMillis(event.sentAtMillis() == 0 ? origin.sentAtMillis() : event.sentAtMillis())
                .setReceivedAtMillis(origin.receivedAt().toEpochMilli())
                .setBodyHash(bodyHash(event));
        for (Map.Entry<String, Object> property : event.properties().entrySet()) {
            builder.putProperties(property.getKey(), value(property.getValue()));
        }
        return builder.build();
    }

    static ProfileRecord profile(Candidate.Profile profile, Origin origin) {
        return ProfileRecord.newBuilder()
                .setSignupAtMillis(profile.signupAtMillis())
                .setUpdatedAtMillis(profile.updatedAtMillis())
                .setReceivedAtMillis(origin.receivedAt().toEpochMilli())
                .putAllAttributes(profile.attributes())
                .build();
    }

    /** First 64 bits of SHA-256 over event type, time and canonical stored properties. */
    private long bodyHash(Candidate.Event event) {
        String body = event.eventType() + SEPARATOR + event.eventTimeMillis() + SEPARATOR + event.keptProperties();
        return ByteBuffer.wrap(sha256.digest(body.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static PropertyValue value(Object value) {
        PropertyValue.Builder builder = PropertyValue.newBuilder();
        return switch (value) {
            case String text -> builder.setText(text).build();
            case Double number -> builder.setNumber(number).build();
            case Boolean flag -> builder.setFlag(flag).build();
            default -> throw new IllegalStateException("no property value: " + value.getClass());
        };
    }
}
