package dev.lodestar.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A provider that is not Keycloak: it writes roles under a claim whose name is an address, and issues opaque tokens beside signed ones. It knows what introspection answers about
 * {@link #VIEWER}, {@link #ELSEWHERE} and {@link #HELD}, and of no other token.
 */
public final class OtherProvider implements QuarkusTestResourceLifecycleManager {
    /** The claim with the roles. */
    static final String ROLES = "https://lodestar.test/claims/roles";

    /** A viewer's token. */
    static final String VIEWER = "opaque-of-a-viewer";

    /** The token of somebody whose roles stand where Keycloak writes them. */
    static final String ELSEWHERE = "opaque-with-roles-elsewhere";

    /** The token of a viewer who is held to a segment without users. */
    static final String HELD = "opaque-of-a-viewer-held-to-a-segment";

    /** A viewer's token for another application. */
    static final String FOREIGN = "opaque-for-another-audience";

    private static final String SECRET = "a-secret-for-tests-of-thirty-two-characters";
    private static final String ISSUER = "https://issuer.test/realms/lodestar";

    private final ObjectMapper json = new ObjectMapper();
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(new LodestarTestResource().start());
        String key = Objects.requireNonNull(settings.remove("quarkus.oidc.public-key"));
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server = started;
            String address = "http://127.0.0.1:" + started.getAddress().getPort();
            answer(
                    started,
                    "/.well-known/openid-configuration",
                    Map.of(
                            "issuer", ISSUER,
                            "jwks_uri", address + "/keys",
                            "introspection_endpoint", address + "/introspect",
                            "token_endpoint", address + "/token"));
            answer(started, "/keys", Map.of("keys", List.of(jwk(key))));
            started.createContext("/introspect", this::introspect);
            started.start();
            settings.put("quarkus.oidc.auth-server-url", address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.put("quarkus.oidc.credentials.secret", SECRET);
        settings.put("quarkus.oidc.roles.role-claim-path", '"' + ROLES + '"');
        return settings;
    }

    private void answer(HttpServer to, String path, Object body) {
        to.createContext(path, exchange -> send(exchange, body));
    }

    private void introspect(HttpExchange exchange) throws IOException {
        String form = URLDecoder.decode(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        boolean authenticated = ("Basic "
                        + Base64.getEncoder()
                                .encodeToString(("lodestar:" + SECRET).getBytes(StandardCharsets.US_ASCII)))
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String token = Arrays.stream(form.split("&"))
                .filter(field -> field.startsWith("token="))
                .map(field -> field.substring("token=".length()))
                .findFirst()
                .orElse("");
        send(exchange, authenticated ? stated(token) : Map.of("active", false));
    }

    private static Map<String, Object> stated(String token) {
        Map<String, Object> claims = new HashMap<>(
                Map.of("active", true, "sub", "otto", "iss", ISSUER, "client_id", "bi-tool", "aud", "lodestar"));
        Object viewer = List.of("viewer");
        switch (token) {
            case VIEWER -> claims.put(ROLES, viewer);
            case ELSEWHERE -> claims.put("realm_access", Map.of("roles", viewer));
            case HELD -> claims.putAll(Map.of(ROLES, viewer, "segments", List.of("of nobody")));
            case FOREIGN -> claims.putAll(Map.of(ROLES, viewer, "aud", "account"));
            default -> claims.put("active", false);
        }
        return claims;
    }

    private void send(HttpExchange exchange, Object body) throws IOException {
        try (exchange) {
            byte[] bytes = json.writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Map<String, String> jwk(String publicKey) {
        try {
            RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
            return Map.of(
                    "kty", "RSA",
                    "use", "sig",
                    "alg", "RS256",
                    "n", number(key.getModulus()),
                    "e", number(key.getPublicExponent()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the test key cannot be read", e);
        }
    }

    /** Unsigned and without leading zeros, as JWK wants it. */
    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int start = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, start, bytes.length));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
