package dev.lodestar.ingest.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A version of the secret key. Hashes user ids; two ids have the same hash only if they are equal, character by character. */
final class PseudonymKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_BYTES = 32;
    private static final int MIN_DISTINCT_CHARACTERS = 10;

    private final int version;
    private final SecretKeySpec secret;

    PseudonymKey(int version, byte[] secret) {
        this.version = version;
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** Takes a configured key; refuses one that could be guessed, naming the rule and never the key. */
    static PseudonymKey configured(int version, String key) {
        byte[] secret = key.getBytes(StandardCharsets.UTF_8);
        if (secret.length < MIN_BYTES) {
            throw new IllegalStateException("lodestar.pseudonym.key (version " + version + ") is too weak: it has "
                    + secret.length + " bytes, at least " + MIN_BYTES + " are needed");
        }
        if (key.chars().distinct().count() < MIN_DISTINCT_CHARACTERS) {
            throw new IllegalStateException("lodestar.pseudonym.key (version " + version
                    + ") is too weak: it repeats fewer than " + MIN_DISTINCT_CHARACTERS + " different characters");
        }
        return new PseudonymKey(version, secret);
    }

    int version() {
        return version;
    }

    /** A hasher for one thread. */
    Hasher hasher() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return new Hasher(mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
        }
    }

    /** HMAC-SHA-256 of RFC 2104 under one key. Not thread-safe. */
    static final class Hasher {
        private final Mac mac;

        private Hasher(Mac mac) {
            this.mac = mac;
        }

        byte[] hash(String userId) {
            return hash(userId.getBytes(StandardCharsets.UTF_8));
        }

        byte[] hash(byte[] message) {
            return mac.doFinal(message);
        }
    }
}
