package dev.lodestar.report.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands around the report service in tests: a token endpoint, and a metrics service that serves the seven queries and the table of users to those who
 * bring a token; one of the queries not at the first time of asking, and one never.
 */
public final class Peers implements QuarkusTestResourceLifecycleManager {
    static final String USERS = """
            user_id,segment,channel,status,hours_to_activation
            5b0e0c4e-0000-4000-8000-000000000001,enterprise,organic,fast,0.25
            5b0e0c4e-0000-4000-8000-000000000002,"a, b",organic,not_activated,
            """;

    private final HttpServer server = listen();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    @Override
    public Map<String, String> start() {
        server.createContext(
                "/token",
                exchange -> answer(
                        exchange,
                        "application/json",
                        "{\"access_token\":\"" + Tokens.of("lodestar-report", "analyst")
                                + "\",\"token_type\":\"Bearer\",\"expires_in\":300}"));
        server.createContext("/api/v1/sql/", this::sql);
        server.createContext("/api/v1/metrics/activation/users", exchange -> authorised(exchange, "text/csv", USERS));
        server.createContext(
                "/api/v1/quality",
                exchange -> authorised(
                        exchange,
                        "application/json",
                        "{\"days\":[" + quality("2026-01-02", 0.9) + "," + quality("2026-01-01", 0.99) + "]}"));
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "lodestar.metrics.url", url,
                "lodestar.ingest.url", url,
                "dev.lodestar.report.bundle.MetricsClient/Retry/delay", "1",
                "lodestar.client.secret", "secret-of-the-test",
                "quarkus.oidc-client.auth-server-url", url,
                "quarkus.oidc-client.discovery-enabled", "false",
                "quarkus.oidc-client.token-path", "/token");
    }

    private static String quality(String date, double score) {
        return "{\"data_set\":\"events\",\"date\":\"%s\",\"received\":1000,\"stored\":900,\"findings\":{},\"score\":%s}"
                .formatted(date, score);
    }

    private void sql(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring("/api/v1/sql/".length());
        if (name.equals("revenue_metrics") || (name.equals("power_users") && asked.add(name))) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        authorised(
                exchange,
                "application/sql",
                "-- " + name + " " + exchange.getRequestURI().getQuery() + "\nselect 1;\n");
    }

    private static void authorised(HttpExchange exchange, String mediaType, String body) throws IOException {
        String token = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
        if (token.startsWith("Bearer ey")) {
            answer(exchange, mediaType, body);
        } else {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        }
    }

    private static void answer(HttpExchange exchange, String mediaType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", mediaType);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static HttpServer listen() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
