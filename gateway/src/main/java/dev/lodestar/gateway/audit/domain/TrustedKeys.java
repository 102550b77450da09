package dev.lodestar.gateway.audit.domain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** The public keys whose signatures count: the one in use and those used before it. */
public final class TrustedKeys {
    private static final int ID_BYTES = 8;

    private final SortedMap<String, PublicKey> keys = new TreeMap<>();

    public TrustedKeys(Collection<PublicKey> keys) {
        keys.forEach(key -> this.keys.put(id(key), key));
    }

    /** The first 16 hexadecimal digits of SHA-256 over the key's X.509 form. */
    static String id(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The key of its X.509 form in Base64.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static PublicKey parse(String base64) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key in Base64", e);
        }
    }

    /** The keys by id, each in its X.509 form in Base64. */
    public SortedMap<String, String> encoded() {
        SortedMap<String, String> encoded = new TreeMap<>();
        keys.forEach((id, key) -> encoded.put(id, Base64.getEncoder().encodeToString(key.getEncoded())));
        return encoded;
    }

    /** Whether one of these keys signed exactly this. */
    public boolean signed(SignedHead head) {
        PublicKey key = keys.get(head.keyId());
        if (key == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(head.text().getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(head.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }
}
