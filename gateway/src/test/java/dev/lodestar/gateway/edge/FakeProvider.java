package dev.lodestar.gateway.edge;

import static io.restassured.RestAssured.given;

import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.secured.TestCertificate;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Plays an identity provider with keys that change ({@code PUT /keys}), opaque tokens ({@code PUT /tokens/NAME} says what introspection answers), and people who log in ({@code PUT
 * /login} says what a code or a refresh token is answered with).
 */
public final class FakeProvider implements QuarkusTestResourceLifecycleManager {
    /** The configuration key under which tests find its address. */
    static final String ADDRESS = "test.provider.url";

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, JsonObject> opaque = new ConcurrentHashMap<>();
    private volatile JsonArray keys = new JsonArray();
    private volatile JsonObject login = new JsonObject();
    private volatile String address = "";

    @Override
    public Map<String, String> start() {
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(this::answer)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            address = "http://127.0.0.1:" + server.actualPort();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the provider's stand-in did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Map<String, String> settings = new HashMap<>(new LodestarTestResource().start());
        settings.remove("quarkus.oidc.public-key");
        settings.remove("quarkus.oidc.token.issuer");
        settings.put("quarkus.oidc.auth-server-url", address);
        settings.put("quarkus.oidc.credentials.secret", "a-secret-for-tests-of-thirty-two-characters");
        settings.put("quarkus.oidc.token.forced-jwk-refresh-interval", "0.001S");
        settings.put("quarkus.oidc.dashboard.auth-server-url", address);
        settings.put("quarkus.oidc.dashboard.jwks-path", "/keys");
        settings.put(ADDRESS, address);
        addTls(settings);
        return settings;
    }

    private static void addTls(Map<String, String> settings) {
        TestCertificate certificate = TestCertificate.in(Path.of("target"));
        settings.put(OverTls.CERTIFICATE, certificate.certificate().toString());
        settings.put("quarkus.tls.https.key-store.pem.0.key", certificate.key().toString());
        settings.put("quarkus.http.tls-configuration-name", "https");
        settings.put("quarkus.http.test-ssl-port", "0");
    }

    /** Makes this the provider's only key. */
    static void publish(URI provider, String keyId, RSAPublicKey key) {
        JsonObject jwk = new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", keyId)
                .put("n", number(key.getModulus()))
                .put("e", number(key.getPublicExponent()));
        given().body(new JsonArray().add(jwk).encode())
                .put(provider.resolve("/keys"))
                .then()
                .statusCode(200);
    }

    /** Unsigned and without leading zeros, as JWK wants it. */
    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int start = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, start, bytes.length));
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/.well-known/openid-configuration" -> json(request, discovery());
            case "/keys" -> keys(request);
            case "/token" -> {
                request.response().setStatusCode(login.containsKey("error") ? 400 : 200);
                json(request, login);
            }
            case "/login" ->
                request.bodyHandler(body -> {
                    login = body.toJsonObject();
                    request.response().end();
                });
            case "/introspect" ->
                request.setExpectMultipart(true)
                        .endHandler(read -> json(
                                request,
                                opaque.getOrDefault(
                                        request.getFormAttribute("token"), new JsonObject().put("active", false))));
            default ->
                request.bodyHandler(body -> {
                    opaque.put(request.path().substring("/tokens/".length()), body.toJsonObject());
                    request.response().end();
                });
        }
    }

    private void keys(HttpServerRequest request) {
        if (request.method().name().equals("PUT")) {
            request.bodyHandler(body -> {
                keys = body.toJsonArray();
                request.response().end();
            });
        } else {
            json(request, new JsonObject().put("keys", keys));
        }
    }

    private JsonObject discovery() {
        return new JsonObject()
                .put("issuer", address)
                .put("jwks_uri", address + "/keys")
                .put("introspection_endpoint", address + "/introspect")
                .put("token_endpoint", address + "/token")
                .put("authorization_endpoint", address + "/auth");
    }

    private static void json(HttpServerRequest request, JsonObject body) {
        request.response().putHeader("Content-Type", "application/json").end(body.encode());
    }

    @Override
    public void stop() {
        vertx.close();
    }
}
