package dev.lodestar.ingest.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pseudonyms of the users seen last. Thread-safe. */
final class PseudonymCache {
    private final Map<String, UUID> pseudonyms;

    PseudonymCache(int capacity) {
        this.pseudonyms = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, UUID> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized @Nullable UUID get(String userId) {
        return pseudonyms.get(userId);
    }

    synchronized void put(String userId, UUID pseudonym) {
        pseudonyms.put(userId, pseudonym);
    }

    /** Forgets a user; takes time in proportion to the cache's size. */
    synchronized void forget(UUID pseudonym) {
        pseudonyms.values().removeIf(pseudonym::equals);
    }
}
