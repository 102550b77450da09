package dev.lodestar.engine.timeline;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user did something. Of the properties only those that metrics read are kept.
 *
 * @param user the user's pseudonym
 * @param eventId the id of the event, unique within the user: the first of an id wins
 * @param eventType the type, of the tracking plan or not
 * @param eventTimeMillis when it happened, in milliseconds since the epoch
 * @param receivedAtMillis when Lodestar received it
 * @param bodyHash a hash of type, time and properties, that tells a repeat from a conflict
 * @param workspaceId the workspace it happened in, if it says so
 * @param amount the money it moved, if it says so, in the project's currency
 */
public record EventArrived(
        UUID user,
        String eventId,
        String eventType,
        long eventTimeMillis,
        long receivedAtMillis,
        long bodyHash,
        @Nullable String workspaceId,
        @Nullable Double amount)
        implements TimelineChange {}
