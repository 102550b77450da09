package dev.lodestar.ingest.replay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of rows that were tried again; {@code considered = accepted + refused + not_replayable}.
 *
 * @param accepted acknowledged by the broker, and no longer in the quarantine; an event that was there already is not stored twice
 * @param refused still not good, and still in the quarantine, with the reason of today
 * @param notReplayable cannot be read again: cut when they were kept, of a file whose header is not known, or conflicts, where the first event stays
 * @param findings the refused rows by code
 * @param nextCursor where to go on, null when no row is left
 */
public record ReplayResponse(
        int considered,
        int accepted,
        int refused,
        int notReplayable,
        Map<String, Integer> findings,
        @Nullable Long nextCursor) {}
