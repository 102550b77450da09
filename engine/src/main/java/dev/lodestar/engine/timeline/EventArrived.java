package dev.lodestar.engine.timeline;

import java.util.Map;
import java.util.UUID;

/**
 * A user did something. Of the properties those are kept that the plan has.
 *
 * @param user the user's pseudonym
 * @param eventId the id of the event, unique within the user: the first of an id wins
 * @param eventType the type, of the tracking plan or not
 * @param eventTimeMillis when it happened, in milliseconds since the epoch
 * @param receivedAtMillis when Lodestar received it
 * @param bodyHash a hash of type, time and properties, that tells a repeat from a conflict
 * @param properties what it says beside, by name
 */
public record EventArrived(
        UUID user,
        String eventId,
        String eventType,
        long eventTimeMillis,
        long receivedAtMillis,
        long bodyHash,
        Map<String, PropertyValue> properties)
        implements TimelineChange {}
