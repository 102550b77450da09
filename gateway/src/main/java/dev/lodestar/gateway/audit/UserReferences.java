package dev.lodestar.gateway.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the audit log keeps in place of a user's clear id: HMAC-SHA-256 under a key of the gateway's own, so that whoever knows an id and asks the gateway can find
 * what was done for it, and nobody finds the id by trying out addresses.
 */
final class UserReferences {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "lodestar audit user reference";
    private static final int BYTES = 16;

    private final SecretKeySpec key;

    /** @param secret the key of this purpose is derived from it */
    UserReferences(byte[] secret) {
        this.key = new SecretKeySpec(mac(new SecretKeySpec(secret, ALGORITHM), PURPOSE), ALGORITHM);
    }

    /** 32 hexadecimal digits, the same for the same id. */
    String of(String userId) {
        return HexFormat.of().formatHex(mac(key, userId), 0, BYTES);
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
