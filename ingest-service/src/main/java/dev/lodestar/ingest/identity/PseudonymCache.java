package dev.lodestar.ingest.identity;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pseudonyms of the users seen last. One that was looked up too long ago is looked up again, because another replica may have erased its user since.
 * Thread-safe.
 */
final class PseudonymCache {
    private final Map<String, Seen> pseudonyms;
    private final long lifeNanos;
    private final LongSupplier nanoTime;

    private record Seen(UUID pseudonym, long atNanos) {}

    PseudonymCache(int capacity, Duration life, LongSupplier nanoTime) {
        this.lifeNanos = life.toNanos();
        this.nanoTime = nanoTime;
        this.pseudonyms = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized @Nullable UUID get(String userId) {
        Seen seen = pseudonyms.get(userId);
        return seen == null || nanoTime.getAsLong() - seen.atNanos() >= lifeNanos ? null : seen.pseudonym();
    }

    /** Keeps a pseudonym that was looked up in the table at or after an instant of {@link #now}. */
    synchronized void put(String userId, UUID pseudonym, long atNanos) {
        pseudonyms.put(userId, new Seen(pseudonym, atNanos));
    }

    /** The present, to be taken before the table is asked. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** Forgets a user; takes time in proportion to the cache's size. */
    synchronized void forget(UUID pseudonym) {
        pseudonyms.values().removeIf(seen -> seen.pseudonym().equals(pseudonym));
    }
}
