package dev.lodestar.report.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures by Standard Webhooks 1.0: {@code v1,} and the Base64 of HMAC-SHA256 over id, time and body, joined by points. */
final class WebhookSignature {
    static final String PREFIX = "whsec_";

    private static final int SECRET_BYTES = 32;
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private WebhookSignature() {}

    static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    /** The bytes of a secret; empty when it is none, or too short or too long. */
    static Optional<byte[]> bytes(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            return Optional.of(bytes).filter(given -> given.length >= SHORTEST && given.length <= LONGEST);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String of(String secret, String id, long seconds, String body) {
        byte[] key = bytes(secret).orElseThrow(() -> new IllegalStateException("a stored secret is one"));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] signed = mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
