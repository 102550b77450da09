package dev.lodestar.gateway.audit;

import dev.lodestar.gateway.audit.domain.SignedHead;
import java.time.Instant;

/**
 * A signed head of the chain.
 *
 * @param sequence of the last entry that the signature covers
 * @param hash of that entry, and so of all before it
 * @param keyId of the Ed25519 key
 * @param signature Base64, over the canonical JSON of {@code hash}, {@code key_id}, {@code kind} ("head"), {@code sequence}, {@code signed_at}
 */
record AuditCheckpointResponse(long sequence, String hash, Instant signedAt, String keyId, String signature) {
    static AuditCheckpointResponse from(SignedHead head) {
        return new AuditCheckpointResponse(
                head.link().sequence(), head.link().hash(), head.signedAt(), head.keyId(), head.signature());
    }
}
