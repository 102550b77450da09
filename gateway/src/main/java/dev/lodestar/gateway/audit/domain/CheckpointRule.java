package dev.lodestar.gateway.audit.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a head is to be signed.
 *
 * @param entries as soon as this many entries follow the last signed head
 * @param interval after this time at the latest, when any entry follows it
 */
public record CheckpointRule(int entries, Duration interval) {
    /** @param last the last signed head; null when there is none */
    public boolean due(@Nullable SignedHead last, ChainLink head, Instant now) {
        if (last == null) {
            return head.sequence() > 0;
        }
        long unsigned = head.sequence() - last.link().sequence();
        return unsigned >= entries
                || (unsigned > 0 && !now.isBefore(last.signedAt().plus(interval)));
    }
}
