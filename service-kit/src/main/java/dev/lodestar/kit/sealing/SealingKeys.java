package dev.lodestar.kit.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Encrypts bytes for one purpose: AES-256 in Galois/Counter Mode with a random nonce of 96 bits, under a key derived (HKDF, RFC 5869) from a secret and the purpose. The
 * version of the secret stands beside the bytes, so that a secret can be replaced while bytes sealed under the one before are still there.
 */
public final class SealingKeys {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final int version;
    private final Map<Integer, SecretKey> keys = new TreeMap<>();
    private final SecureRandom random = new SecureRandom();

    /**
     * Keys of a purpose.
     *
     * @param version the secret that seals
     * @param secrets by version, the one that seals and those that may still open
     */
    public SealingKeys(String purpose, int version, Map<Integer, String> secrets) {
        if (!secrets.containsKey(version)) {
            throw new IllegalArgumentException("there is no secret of version " + version);
        }
        this.version = version;
        secrets.forEach((known, secret) -> keys.put(known, derived(purpose, secret)));
    }

    private static SecretKey derived(String purpose, String secret) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(purpose.getBytes(StandardCharsets.US_ASCII), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 25 has HKDF", e);
        }
    }

    /** The version of the secret that {@link #seal} uses. */
    public int version() {
        return version;
    }

    /**
     * The bytes, encrypted under the key in force: nonce, then ciphertext and tag.
     *
     * @param place what they belong to; they can be opened there only
     */
    public byte[] seal(byte[] clear, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, version, nonce, place);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(clear.length));
            cipher.doFinal(clear, 0, clear.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    /**
     * The bytes as they were sealed; empty when no secret of that version is known.
     *
     * @throws IllegalStateException when they were changed, or sealed for another place or by another key
     */
    public Optional<byte[]> open(int sealedUnder, byte[] sealed, String place) {
        if (!keys.containsKey(sealedUnder)) {
            return Optional.empty();
        }
        if (sealed.length < NONCE_BYTES) {
            throw new IllegalStateException("sealed bytes have a nonce of " + NONCE_BYTES + " bytes");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealedUnder, Arrays.copyOf(sealed, NONCE_BYTES), place);
            return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            throw new IllegalStateException("sealed bytes were changed, or sealed elsewhere or by another key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    private Cipher cipher(int mode, int keyVersion, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, keys.get(keyVersion), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
