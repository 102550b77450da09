package dev.lodestar.ingest.identity;

import jakarta.enterprise.context.ApplicationScoped;
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
 * Encrypts bytes in which a person may be named, for a place where they stand beside the hash of that person's id: together they would lead from a pseudonym to the person.
 * AES-256 in Galois/Counter Mode with a random nonce of 96 bits, under a key derived (HKDF, RFC 5869) from the pseudonym key of a version, which stands beside the bytes.
 * Who has the database alone can read none of them.
 */
@ApplicationScoped
public class PersonalBytes {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final byte[] PURPOSE = "lodestar bytes that may name a person".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final int version;
    private final Map<Integer, SecretKey> keys = new TreeMap<>();
    private final SecureRandom random = new SecureRandom();

    PersonalBytes(PseudonymConfig config) {
        this.version = config.keyVersion();
        config.previousKeys().forEach((previous, key) -> keys.put(previous, derived(key)));
        keys.put(version, derived(config.key()));
    }

    private static SecretKey derived(String secret) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(PURPOSE, KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 25 has HKDF", e);
        }
    }

    /** The version of the key that {@link #seal} uses. */
    public int keyVersion() {
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
     * The bytes as they were sealed; empty when no key of that version is configured.
     *
     * @throws IllegalStateException when they were changed, or sealed for another place or by another key
     */
    public Optional<byte[]> open(int keyVersion, byte[] sealed, String place) {
        if (!keys.containsKey(keyVersion)) {
            return Optional.empty();
        }
        if (sealed.length < NONCE_BYTES) {
            throw new IllegalStateException("sealed bytes have a nonce of " + NONCE_BYTES + " bytes");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, keyVersion, Arrays.copyOf(sealed, NONCE_BYTES), place);
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
