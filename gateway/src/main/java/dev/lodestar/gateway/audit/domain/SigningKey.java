package dev.lodestar.gateway.audit.domain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;

/** The Ed25519 key of one gateway. Its private half is a seed of 32 random bytes (RFC 8032), which is all that has to be kept. */
public final class SigningKey {
    /** Bytes of a seed. */
    public static final int SEED_BYTES = 32;

    private final KeyPair pair;
    private final String id;

    private SigningKey(KeyPair pair) {
        this.pair = pair;
        this.id = TrustedKeys.id(pair.getPublic());
    }

    /**
     * The key of a seed.
     *
     * @throws IllegalArgumentException when the seed has another length
     */
    public static SigningKey ofSeed(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes, not " + seed.length);
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            return new SigningKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 15 has Ed25519", e);
        }
    }

    /** A short name of the key, derived from its public half. */
    public String id() {
        return id;
    }

    /** The public half, to be given to whoever verifies. */
    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** The signature of the text's UTF-8 bytes, Base64. */
    String sign(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key signs anything", e);
        }
    }

    /** Java makes both halves of a pair from "random" bytes only; here these are the seed. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
