package dev.lodestar.gateway.audit;

import dev.lodestar.gateway.audit.domain.ChainLink;
import dev.lodestar.gateway.audit.domain.SignedHead;
import dev.lodestar.gateway.audit.domain.SignedHead.Kind;
import dev.lodestar.gateway.audit.domain.SigningKey;
import dev.lodestar.gateway.audit.domain.TrustedKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of this gateway's audit log, from its configuration. A setting that holds no key stops the start. */
@ApplicationScoped
public class AuditKeys {
    private final SigningKey signing;
    private final TrustedKeys trusted;
    private final UserReferences references;

    AuditKeys(AuditConfig config) {
        byte[] seed = seed(config.signingKey());
        this.signing = SigningKey.ofSeed(seed);
        this.references = new UserReferences(seed);
        List<PublicKey> keys = new ArrayList<>(List.of(signing.publicKey()));
        config.trustedKeys().ifPresent(earlier -> earlier.forEach(key -> keys.add(TrustedKeys.parse(key))));
        this.trusted = new TrustedKeys(keys);
    }

    private static byte[] seed(String text) {
        String plain = text.strip().replace('-', '+').replace('_', '/');
        try {
            byte[] seed = Base64.getDecoder().decode(plain);
            if (seed.length == SigningKey.SEED_BYTES) {
                return seed;
            }
        } catch (IllegalArgumentException noBase64) {
            throw unusable(noBase64);
        }
        throw unusable(null);
    }

    /** Names the setting, never its value. */
    private static IllegalStateException unusable(@Nullable Throwable cause) {
        return new IllegalStateException(
                "lodestar.audit.signing-key must be " + SigningKey.SEED_BYTES
                        + " random bytes in Base64 (openssl rand -base64 " + SigningKey.SEED_BYTES + ")",
                cause);
    }

    SignedHead sign(Kind kind, ChainLink link, Instant at) {
        return SignedHead.sign(kind, link, at, signing);
    }

    TrustedKeys trusted() {
        return trusted;
    }

    /** What stands in the log for a user's clear id. */
    public String reference(String userId) {
        return references.of(userId);
    }
}
