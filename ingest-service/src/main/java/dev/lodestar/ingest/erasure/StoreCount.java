package dev.lodestar.ingest.erasure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code erasure_store}.
 *
 * @param found rows when the erasure began; null when they were not counted in time
 * @param remaining rows counted after the erasure record at {@code verifiedOffset}; null before that
 */
record StoreCount(
        String service,
        String store,
        @Nullable Long found,
        @Nullable Long remaining,
        long verifiedOffset,
        @Nullable Instant verifiedAt) {
    boolean isZeroAfter(long offset) {
        return remaining != null && remaining == 0 && verifiedOffset >= offset;
    }

    boolean isLeftAfter(long offset) {
        return remaining != null && remaining > 0 && verifiedOffset >= offset;
    }
}
