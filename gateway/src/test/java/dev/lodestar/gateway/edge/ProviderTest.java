package dev.lodestar.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.lodestar.kit.identity.Roles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Against a provider that can be asked: its keys change while the gateway runs, and some of its tokens say nothing by themselves. */
@QuarkusTest
@TestProfile(ProviderTest.WithProvider.class)
class ProviderTest {
    /** An application of its own, with the provider in place of a fixed public key. */
    public static final class WithProvider implements QuarkusTestProfile {
        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(FakeProvider.class), new TestResourceEntry(FakeServices.class));
        }
    }

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = FakeProvider.ADDRESS)
    URI provider;

    @Test
    void a_new_key_of_the_provider_counts_without_a_restart_and_the_old_one_no_longer() throws Exception {
        KeyPair old = keyPair();
        KeyPair next = keyPair();
        publish("old", old);
        me(signed("old", old)).statusCode(200).body("name", equalTo("alice"));

        publish("next", next);

        me(signed("next", next)).statusCode(200);
        me(signed("old", old)).statusCode(401);
        me(signed("unknown", next)).statusCode(401);
    }

    @Test
    void an_opaque_token_is_what_the_provider_says_it_is() {
        String token = opaque(new JsonObject()
                .put("active", true)
                .put("sub", "bob")
                .put("username", "bob")
                .put("client_id", "bi-tool")
                .put("iss", provider.toString())
                .put("aud", "lodestar")
                .put("exp", Instant.now().plusSeconds(600).getEpochSecond())
                .put("scope", Roles.AUDITOR)
                .put("segments", new JsonArray().add("smb").add("enterprise"))
                .put("realm_access", new JsonObject().put("roles", new JsonArray().add(Roles.VIEWER))));

        me(token)
                .statusCode(200)
                .body("roles", equalTo(List.of("viewer")))
                .body("subject", equalTo("bob"))
                .body("segments", equalTo(List.of("smb", "enterprise")));
        query(token).statusCode(200).body("headers.authorization", equalTo("Bearer " + token));
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/audit")
                .then()
                .statusCode(403);
    }

    @Test
    void an_opaque_token_that_the_provider_takes_back_is_none_at_the_next_call() {
        JsonObject issued = new JsonObject()
                .put("active", true)
                .put("sub", "bob")
                .put("iss", provider.toString())
                .put("aud", "lodestar")
                .put("exp", Instant.now().plusSeconds(600).getEpochSecond())
                .put("realm_access", new JsonObject().put("roles", new JsonArray().add(Roles.VIEWER)));
        String token = opaque(issued);
        query(token).statusCode(200);

        state(token, new JsonObject().put("active", false));

        query(token).statusCode(401);
    }

    @Test
    void an_opaque_token_that_is_unknown_ended_or_meant_for_another_is_none() {
        me("never-issued").statusCode(401);
        me(opaque(new JsonObject().put("active", false))).statusCode(401);
        me(opaque(new JsonObject()
                        .put("active", true)
                        .put("sub", "bob")
                        .put("aud", "lodestar")
                        .put("exp", Instant.now().minusSeconds(600).getEpochSecond())
                        .put("realm_access", new JsonObject().put("roles", new JsonArray().add(Roles.VIEWER)))))
                .statusCode(401);
        me(opaque(new JsonObject()
                        .put("active", true)
                        .put("sub", "bob")
                        .put("aud", "account")
                        .put("exp", Instant.now().plusSeconds(600).getEpochSecond())
                        .put("realm_access", new JsonObject().put("roles", new JsonArray().add(Roles.VIEWER)))))
                .statusCode(401);
    }

    private static ValidatableResponse me(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/v1/me")
                .then();
    }

    private static ValidatableResponse query(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/v1/metrics/summary")
                .then();
    }

    private String opaque(JsonObject introspection) {
        String token = UUID.randomUUID().toString();
        state(token, introspection);
        return token;
    }

    private void state(String token, JsonObject introspection) {
        given().body(introspection.encode())
                .put(provider.resolve("/tokens/" + token))
                .then()
                .statusCode(200);
    }

    private String signed(String keyId, KeyPair key) {
        return Jwt.issuer(provider.toString())
                .audience("lodestar")
                .subject("alice")
                .claim("realm_access", Map.of("roles", List.of(Roles.VIEWER)))
                .expiresIn(Duration.ofMinutes(10))
                .jws()
                .keyId(keyId)
                .sign(key.getPrivate());
    }

    private void publish(String keyId, KeyPair key) {
        FakeProvider.publish(provider, keyId, (RSAPublicKey) key.getPublic());
    }

    static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
