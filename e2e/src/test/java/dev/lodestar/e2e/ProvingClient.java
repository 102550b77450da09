package dev.lodestar.e2e;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.ValidatableResponse;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A client with a key of its own, which its tokens are bound to (DPoP, RFC 9449). */
final class ProvingClient {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int COORDINATE_BYTES = 32;

    private final KeyPair key;

    ProvingClient() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.key = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has this curve", e);
        }
    }

    /** Asks the suite's provider for a token of a demo user, with a proof. */
    ValidatableResponse token(Lodestar lodestar, String role) {
        return given().header("DPoP", proof("POST", lodestar.tokenEndpoint(), null))
                .formParam("grant_type", "password")
                .formParam("client_id", lodestar.demoClient())
                .formParams(lodestar.login(role))
                .post(lodestar.tokenEndpoint())
                .then();
    }

    /** A proof that this client has the key, for one request. */
    String proof(String method, URI address, @Nullable String token) {
        ObjectNode header = object().put("typ", "dpop+jwt").put("alg", "ES256").set("jwk", jwk());
        ObjectNode claims = object().put("jti", UUID.randomUUID().toString())
                .put("htm", method)
                .put("htu", address.toString())
                .put("iat", Instant.now().getEpochSecond());
        if (token != null) {
            claims.put("ath", hash(token));
        }
        String content = part(header) + "." + part(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key signs anything", e);
        }
    }

    /** What tokens are bound to: the key's thumbprint by RFC 7638, over its members in their order. */
    String thumbprint() {
        return hash(jwk().toString());
    }

    private ObjectNode jwk() {
        ECPublicKey point = (ECPublicKey) key.getPublic();
        return object().put("crv", "P-256")
                .put("kty", "EC")
                .put("x", coordinate(point.getW().getAffineX()))
                .put("y", coordinate(point.getW().getAffineY()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int kept = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - kept, fixed, COORDINATE_BYTES - kept, kept);
        return BASE64.encodeToString(fixed);
    }

    private static String part(ObjectNode json) {
        return BASE64.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String text) {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
