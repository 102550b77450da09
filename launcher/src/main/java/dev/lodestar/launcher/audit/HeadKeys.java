package dev.lodestar.launcher.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ed25519 public keys by id: the first 16 hexadecimal digits of SHA-256 over the key's X.509 form. */
final class HeadKeys {
    private final Map<String, PublicKey> keys = new TreeMap<>();

    /** @throws BrokenExportException when a text is no public key */
    static HeadKeys of(List<String> base64) {
        HeadKeys keys = new HeadKeys();
        base64.forEach(keys::add);
        return keys;
    }

    private void add(String base64) {
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            String id = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(encoded), 0, 8);
            keys.put(id, KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BrokenExportException("not an Ed25519 public key in Base64: " + base64);
        }
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    List<String> ids() {
        return List.copyOf(keys.keySet());
    }

    /** Whether one of these keys signed the head. */
    boolean signed(JsonNode head) {
        return signed("head", head);
    }

    /**
     * Whether one of these keys signed a place.
     *
     * @param kind what the signature has to say of it: {@code head}, or {@code floor} where the retention policy removed all before
     */
    boolean signed(String kind, JsonNode head) {
        @Nullable PublicKey key = keys.get(head.path("key_id").asText());
        if (key == null) {
            return false;
        }
        ObjectNode signed = JsonNodeFactory.instance.objectNode();
        signed.put("kind", kind);
        List.of("hash", "key_id", "sequence", "signed_at").forEach(name -> signed.set(name, head.path(name)));
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(CanonicalJson.of(signed, List.of()).getBytes(StandardCharsets.UTF_8));
            return signature.verify(
                    Base64.getDecoder().decode(head.path("signature").asText()));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }
}
