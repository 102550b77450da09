package dev.lodestar.ingest.intake;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.lodestar.ingest.validation.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Derives the id of an event that came without one: a UUIDv5 (RFC 9562) over the user's pseudonym, the event type, the time in milliseconds, the
 * canonical JSON of the properties as they came, and the ordinal among identical rows of the file. The namespace is a secret of the
 * installation, so that an id in the warehouse does not betray properties that were not stored to someone who can guess them.
 */
record EventIds(UUID namespace) {
    private static final char SEPARATOR = '\n';

    UUID derive(UUID user, Candidate.Event event, int ordinal) {
        String name = user.toString()
                + SEPARATOR
                + event.eventType()
                + SEPARATOR
                + event.eventTimeMillis()
                + SEPARATOR
                + event.givenProperties()
                + SEPARATOR
                + ordinal;
        return UuidCreator.getNameBasedSha1(namespace, name.getBytes(StandardCharsets.UTF_8));
    }
}
