package dev.lodestar.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that are not what they seem, made by hand: a library that makes tokens would not make these. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class TokenTest {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** What the gateway answers, and what it passes on: twice, because it knows a token again there. */
    private static final List<String> PATHS =
            List.of("/api/v1/me", "/api/v1/metrics/summary", "/api/v1/metrics/summary");

    static Stream<Arguments> untimely() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                Arguments.of("expired beyond the leeway", claims(claims -> claims.put("exp", now - 60))),
                Arguments.of("not yet valid", claims(claims -> claims.put("nbf", now + 600))),
                Arguments.of("never expiring", claims(claims -> claims.remove("exp"))),
                Arguments.of(
                        "issued by another", claims(claims -> claims.put("iss", "https://evil.test/realms/lodestar"))),
                Arguments.of("without an issuer", claims(claims -> claims.remove("iss"))),
                Arguments.of("meant for another", claims(claims -> claims.put("aud", "account"))),
                Arguments.of("meant for nobody", claims(claims -> claims.remove("aud"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("untimely")
    void a_signed_token_with_wrong_claims_is_no_token(String name, JsonObject claims) throws Exception {
        refused(signed(header("RS256"), claims, providersKey()));
    }

    @Test
    void a_token_of_the_provider_is_one_and_a_clock_may_differ_by_seconds() throws Exception {
        accepted(signed(header("RS256"), claims(claims -> {}), providersKey()));
        accepted(signed(
                header("RS256"),
                claims(claims -> claims.put("exp", Instant.now().getEpochSecond() - 2)),
                providersKey()));
    }

    @Test
    void a_token_that_nobody_signed_is_no_token() {
        for (String algorithm : new String[] {"none", "None", "NONE", ""}) {
            refused(part(header(algorithm)) + "." + part(claims(claims -> {})) + ".");
            refused(part(header(algorithm)) + "." + part(claims(claims -> {})) + ".AAAA");
        }
    }

    /** The provider's public key is no secret: a MAC under its bytes, in any of its forms, proves nothing. */
    @Test
    void the_public_key_is_not_taken_for_a_shared_secret() throws Exception {
        String encoded = System.getProperty("lodestar.test.public-key");
        String pem = "-----BEGIN PUBLIC KEY-----\n" + encoded + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret : new byte[][] {
            Base64.getDecoder().decode(encoded),
            encoded.getBytes(StandardCharsets.US_ASCII),
            pem.getBytes(StandardCharsets.US_ASCII)
        }) {
            String content = part(header("HS256")) + "." + part(claims(claims -> {}));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            refused(content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII))));
        }
    }

    @Test
    void a_key_that_the_token_brings_along_is_not_used() throws Exception {
        KeyPair own = keyPair();
        RSAPublicKey key = (RSAPublicKey) own.getPublic();
        JsonObject jwk = new JsonObject()
                .put("kty", "RSA")
                .put("n", BASE64.encodeToString(key.getModulus().toByteArray()))
                .put("e", BASE64.encodeToString(key.getPublicExponent().toByteArray()));

        refused(signed(header("RS256"), claims(claims -> {}), own.getPrivate()));
        refused(signed(header("RS256").put("jwk", jwk), claims(claims -> {}), own.getPrivate()));
        refused(signed(header("RS256").put("jku", "http://127.0.0.1:1/keys"), claims(claims -> {}), own.getPrivate()));
        refused(signed(header("RS256").put("kid", "../../../dev/null"), claims(claims -> {}), own.getPrivate()));
    }

    @Test
    void a_changed_token_is_no_token() throws Exception {
        String token = signed(header("RS256"), claims(claims -> {}), providersKey());
        String[] parts = token.split("\\.");
        JsonObject more = claims(claims -> claims.put("realm_access", roles(Roles.ADMIN, Roles.AUDITOR)));
        accepted(token);

        refused(parts[0] + "." + part(more) + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + "." + parts[2].substring(0, parts[2].length() - 8));
        refused(parts[0] + "." + parts[1]);
    }

    @Test
    void roles_count_only_where_the_provider_writes_them() throws Exception {
        JsonObject elsewhere = claims(claims -> claims.put("realm_access", roles())
                .put("roles", new JsonArray().add(Roles.AUDITOR))
                .put("groups", new JsonArray().add(Roles.AUDITOR))
                .put("scope", Roles.AUDITOR)
                .put("resource_access", new JsonObject().put("lodestar", roles(Roles.AUDITOR))));

        given().header("Authorization", "Bearer " + signed(header("RS256"), elsewhere, providersKey()))
                .get("/api/v1/audit")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    void a_token_in_the_address_or_in_a_form_is_no_token() {
        String token = Tokens.of("alice", Roles.VIEWER);

        given().queryParam("access_token", token).get("/api/v1/me").then().statusCode(401);
        given().cookie("access_token", token).get("/api/v1/me").then().statusCode(401);
        given().formParam("access_token", token)
                .post("/api/v1/analysis/run")
                .then()
                .statusCode(401);
    }

    private static void accepted(String token) {
        for (String path : PATHS) {
            given().header("Authorization", "Bearer " + token).get(path).then().statusCode(200);
        }
    }

    private static void refused(String token) {
        for (String path : PATHS) {
            given().header("Authorization", "Bearer " + token)
                    .get(path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", "Bearer")
                    .body("code", equalTo("unauthenticated"));
        }
    }

    private static JsonObject header(String algorithm) {
        return new JsonObject().put("alg", algorithm).put("typ", "JWT");
    }

    private static JsonObject claims(Consumer<JsonObject> change) {
        long now = Instant.now().getEpochSecond();
        JsonObject claims = new JsonObject()
                .put("iss", "https://issuer.test/realms/lodestar")
                .put("aud", "lodestar")
                .put("sub", "alice")
                .put("iat", now - 600)
                .put("exp", now + 600)
                .put("realm_access", roles(Roles.VIEWER));
        change.accept(claims);
        return claims;
    }

    private static JsonObject roles(String... roles) {
        return new JsonObject().put("roles", new JsonArray(List.of(roles)));
    }

    private static String signed(JsonObject header, JsonObject claims, PrivateKey key) throws GeneralSecurityException {
        String content = part(header) + "." + part(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + BASE64.encodeToString(signature.sign());
    }

    private static String part(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static PrivateKey providersKey() throws GeneralSecurityException {
        byte[] encoded = Base64.getDecoder().decode(System.getProperty("lodestar.test.private-key"));
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
