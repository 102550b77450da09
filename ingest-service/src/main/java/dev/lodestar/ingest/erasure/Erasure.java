package dev.lodestar.ingest.erasure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code erasure}.
 *
 * @param user the pseudonym; null once done
 * @param hashes of the user's id; empty once done
 * @param askedAt when services were last asked, null when they are to be asked now
 * @param endOffset the offset after the last erasure record in the user's partition, 0 before the first
 */
record Erasure(
        UUID id,
        ErasureState state,
        Returning returning,
        @Nullable UUID user,
        List<byte[]> hashes,
        Instant requestedAt,
        String requestedBy,
        @Nullable Instant askedAt,
        int partition,
        long endOffset,
        @Nullable Instant completedAt) {
    /** The pseudonym of an erasure that is not done. */
    UUID openUser() {
        if (user == null) {
            throw new IllegalStateException("the erasure is done, and whose it was is forgotten");
        }
        return user;
    }
}
