package dev.lodestar.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.lodestar.kit.identity.Roles;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that are bound to a key of the client: stolen, they are worth nothing. */
@QuarkusTest
@TestProfile(ProviderTest.WithProvider.class)
class BoundTokenTest {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final KeyPair PROVIDERS = keyPair("RSA");
    private static final KeyPair CLIENTS = keyPair("EC");

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource("/api/v1/me")
    URL address;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = FakeProvider.ADDRESS)
    URI provider;

    @BeforeEach
    void the_provider_shows_its_key() {
        RSAPublicKey key = (RSAPublicKey) PROVIDERS.getPublic();
        JsonObject jwk = new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", "bound")
                .put("n", BASE64.encodeToString(unsigned(key.getModulus(), 256)))
                .put("e", BASE64.encodeToString(key.getPublicExponent().toByteArray()));
        given().body(new JsonArray().add(jwk).encode())
                .put(provider.resolve("/keys"))
                .then()
                .statusCode(200);
    }

    @Test
    void who_has_the_key_is_let_in_and_each_proof_counts_once() throws Exception {
        String token = token(thumbprint(CLIENTS));
        String proof = proof(token, claims -> {}, header -> {}, CLIENTS);

        me(token, proof).statusCode(200).body("name", equalTo("alice"));
        me(token, proof).statusCode(401).body("code", equalTo("unauthenticated"));
        me(token, proof(token, claims -> {}, header -> {}, CLIENTS)).statusCode(200);
    }

    @Test
    void a_service_is_asked_with_the_token_and_never_sees_the_proof() throws Exception {
        String token = token(thumbprint(CLIENTS));
        String summary = address.toString().replace("/me", "/metrics/summary");
        String proof = proof(token, claims -> claims.put("htu", summary), header -> {}, CLIENTS);

        given().header("Authorization", "DPoP " + token)
                .header("DPoP", proof)
                .get("/api/v1/metrics/summary")
                .then()
                .statusCode(200)
                .body("headers.authorization", equalTo("Bearer " + token))
                .body("headers.dpop", equalTo(null));
    }

    static Stream<Arguments> worthless() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                wrong("another method", claims -> claims.put("htm", "POST")),
                wrong("another address", claims -> claims.put("htu", "http://127.0.0.1/api/v1/audit")),
                wrong("another token", claims -> claims.put("ath", hash("another"))),
                wrong("no token", claims -> claims.remove("ath")),
                wrong("long ago", claims -> claims.put("iat", now - 600)),
                wrong("far ahead", claims -> claims.put("iat", now + 600)),
                wrong("no time", claims -> claims.remove("iat")),
                wrong("no id", claims -> claims.remove("jti")),
                wrong("an endless id", claims -> claims.put("jti", "a".repeat(300))));
    }

    private static Arguments wrong(String name, Consumer<JsonObject> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("worthless")
    void a_proof_of_something_else_is_none(String name, Consumer<JsonObject> change) throws Exception {
        String token = token(thumbprint(CLIENTS));

        me(token, proof(token, change, header -> {}, CLIENTS)).statusCode(401);
    }

    @Test
    void a_proof_by_another_key_or_without_a_signature_is_none() throws Exception {
        String token = token(thumbprint(CLIENTS));
        KeyPair thiefs = keyPair("EC");
        String[] signed = proof(token, claims -> {}, header -> {}, CLIENTS).split("\\.");

        me(token, proof(token, claims -> {}, header -> {}, thiefs)).statusCode(401);
        me(token, proof(token, claims -> {}, header -> header.put("jwk", jwk(CLIENTS)), thiefs))
                .statusCode(401);
        me(token, proof(token, claims -> {}, header -> header.put("alg", "none"), CLIENTS))
                .statusCode(401);
        me(token, proof(token, claims -> {}, header -> header.put("typ", "JWT"), CLIENTS))
                .statusCode(401);
        me(token, signed[0] + "." + signed[1] + ".").statusCode(401);
        me(token, "nonsense").statusCode(401);
        me(token, "a.b.c").statusCode(401);
    }

    @Test
    void a_bound_token_is_no_bearer_token_and_a_plain_one_proves_nothing() throws Exception {
        String bound = token(thumbprint(CLIENTS));
        String plain = token(null);

        given().header("Authorization", "Bearer " + bound)
                .get("/api/v1/me")
                .then()
                .statusCode(401);
        given().header("Authorization", "DPoP " + bound)
                .get("/api/v1/me")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + plain)
                .get("/api/v1/me")
                .then()
                .statusCode(200);
        me(plain, proof(plain, claims -> {}, header -> {}, CLIENTS)).statusCode(401);
    }

    private static ValidatableResponse me(String token, String proof) {
        return given().header("Authorization", "DPoP " + token)
                .header("DPoP", proof)
                .get("/api/v1/me")
                .then();
    }

    private String token(@Nullable String thumbprint) {
        var claims = Jwt.issuer(provider.toString())
                .audience("lodestar")
                .subject("alice")
                .claim("realm_access", Map.of("roles", List.of(Roles.VIEWER)))
                .expiresIn(Duration.ofMinutes(10));
        if (thumbprint != null) {
            claims.claim("cnf", Map.of("jkt", thumbprint));
        }
        return claims.jws().keyId("bound").sign(PROVIDERS.getPrivate());
    }

    private String proof(String token, Consumer<JsonObject> claims, Consumer<JsonObject> header, KeyPair key)
            throws GeneralSecurityException {
        JsonObject head =
                new JsonObject().put("typ", "dpop+jwt").put("alg", "ES256").put("jwk", jwk(key));
        JsonObject body = new JsonObject()
                .put("jti", UUID.randomUUID().toString())
                .put("htm", "GET")
                .put("htu", address.toString())
                .put("iat", Instant.now().getEpochSecond())
                .put("ath", hash(token));
        header.accept(head);
        claims.accept(body);
        String content = part(head) + "." + part(body);
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + BASE64.encodeToString(signature.sign());
    }

    private static JsonObject jwk(KeyPair key) {
        ECPublicKey point = (ECPublicKey) key.getPublic();
        return new JsonObject()
                .put("crv", "P-256")
                .put("kty", "EC")
                .put("x", BASE64.encodeToString(unsigned(point.getW().getAffineX(), 32)))
                .put("y", BASE64.encodeToString(unsigned(point.getW().getAffineY(), 32)));
    }

    /** RFC 7638: the members that make up the key, sorted, without white space. */
    private static String thumbprint(KeyPair key) {
        return hash(jwk(key).encode());
    }

    private static String hash(String text) {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    private static String part(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    /** Big-endian, of a fixed length. */
    private static byte[] unsigned(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[length];
        int kept = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - kept, fixed, length - kept, kept);
        return fixed;
    }

    private static KeyPair keyPair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot make keys", e);
        }
    }
}
