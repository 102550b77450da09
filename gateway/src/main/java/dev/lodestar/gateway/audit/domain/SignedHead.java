package dev.lodestar.gateway.audit.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;

/**
 * A place in the chain that the gateway has put its name to.
 *
 * @param kind what the signature says of the place
 * @param signedAt to the microsecond
 * @param keyId of the key that signed
 * @param signature Ed25519 over {@link #text}, Base64
 */
public record SignedHead(Kind kind, ChainLink link, Instant signedAt, String keyId, String signature) {
    public SignedHead {
        signedAt = signedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** What a signature says. */
    public enum Kind {
        /** The chain reached this place. */
        HEAD,
        /** Everything up to this place was removed by the retention policy. */
        FLOOR;

        /** The name in the signed text. */
        public String wireName() {
            return this == HEAD ? "head" : "floor";
        }
    }

    /** Signs a place. */
    public static SignedHead sign(Kind kind, ChainLink link, Instant at, SigningKey key) {
        Instant signedAt = at.truncatedTo(ChronoUnit.MICROS);
        return new SignedHead(kind, link, signedAt, key.id(), key.sign(text(kind, link, signedAt, key.id())));
    }

    /** The text that is signed: canonical JSON as in {@link CanonicalEntry}, of hash, key_id, kind, sequence and signed_at. */
    public String text() {
        return text(kind, link, signedAt, keyId);
    }

    private static String text(Kind kind, ChainLink link, Instant signedAt, String keyId) {
        TreeMap<String, Object> fields = new TreeMap<>();
        fields.put("hash", link.hash());
        fields.put("key_id", keyId);
        fields.put("kind", kind.wireName());
        fields.put("sequence", link.sequence());
        fields.put("signed_at", signedAt.toString());
        return CanonicalEntry.object(fields);
    }
}
