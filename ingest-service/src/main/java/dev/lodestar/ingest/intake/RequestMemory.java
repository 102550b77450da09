package dev.lodestar.ingest.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds repeats among the events of one request, exactly. An import has none: there a repeat is found by the warehouse and the shards, which know
 * all events, not only those of the file. Not thread-safe.
 */
final class RequestMemory {
    enum Sight {
        NEW,
        REPEATED,
        /** The id is known with another body. */
        CONFLICTING
    }

    private final Map<Key, Long> bodyHashes = new HashMap<>();

    Sight see(UUID user, String eventId, long bodyHash) {
        @Nullable Long first = bodyHashes.putIfAbsent(new Key(user, eventId), bodyHash);
        if (first == null) {
            return Sight.NEW;
        }
        return first == bodyHash ? Sight.REPEATED : Sight.CONFLICTING;
    }

    private record Key(UUID user, String eventId) {}
}
