package dev.lodestar.ingest.validation;

import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A row that may be stored. It still carries the clear user id, so it never leaves the service. */
public sealed interface Candidate {
    /** A candidate that is about a user. */
    sealed interface OfUser extends Candidate {
        String userId();
    }

    /**
     * Something a user did.
     *
     * @param eventId the client's, null when it is to be derived
     * @param sentAtMillis 0 when the client did not say
     * @param properties those the tracking plan allows; values are String, Double or Boolean
     * @param keptProperties canonical JSON of {@code properties}
     * @param givenProperties canonical JSON of all the properties that came, allowed or not
     */
    record Event(
            @Nullable String eventId,
            String userId,
            String eventType,
            long eventTimeMillis,
            long sentAtMillis,
            SortedMap<String, Object> properties,
            String keptProperties,
            String givenProperties)
            implements OfUser {}

    /**
     * What is known of a user.
     *
     * @param updatedAtMillis 0 when the source did not say
     * @param attributes without the empty ones
     */
    record Profile(String userId, long signupAtMillis, long updatedAtMillis, Map<String, String> attributes)
            implements OfUser {}

    /** Visitors and spend of a channel on a day; spend is null when unknown. */
    record Acquisition(
            LocalDate date,
            String channel,
            long visitors,
            @Nullable Double spend) implements Candidate {}
}
