package dev.lodestar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An alert from the rule to who is told, and to the audit log. Listens as the receiver of a webhook, which a suite must be allowed to reach. */
final class ToldAlert implements AutoCloseable {
    private static final int TAKEN = 204;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer receiver;

    /** A notification. */
    private record Received(String id, String signature, String body) {}

    ToldAlert() {
        try {
            receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        receiver.createContext("/", this::take);
        receiver.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        received.add(new Received(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(TAKEN, -1);
        exchange.close();
    }

    private int port() {
        return receiver.getAddress().getPort();
    }

    /** What lets report-service reach the receiver. */
    Map<String, String> environment() {
        return Map.of(
                "LODESTAR_NOTIFICATION_ALLOW_HTTP", "true",
                "LODESTAR_NOTIFICATION_PORTS", Integer.toString(port()),
                "LODESTAR_NOTIFICATION_ALLOWED_NETWORKS", "127.0.0.0/8");
    }

    void assertTold(Lodestar lodestar, int totalUsers) {
        String rule = lodestar.as("operator")
                .contentType("application/json")
                .body("""
                        {"name": "More users than none", "kind": "threshold", "severity": "critical",
                         "condition": {"metric": "total_users", "operator": "gt", "value": 0},
                         "channels": [{"kind": "webhook", "url": "http://127.0.0.1:%d/hidden"}]}
                        """.formatted(port()))
                .post("/alerts/rules")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String run = lodestar.as("analyst")
                .contentType("application/json")
                .body("{}")
                .post("/analysis/run")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        String token = lodestar.token("viewer");
        Await.until(
                "the alert is open and told",
                () -> alerts(lodestar, token, rule)
                        .getList("alerts.deliveries.flatten().state")
                        .contains("delivered"));
        JsonPath alert = alerts(lodestar, token, rule).setRootPath("alerts[0]");
        assertThat(alert.getString("state")).isEqualTo("firing");
        assertThat(alert.getDouble("observed")).isEqualTo(totalUsers);
        assertThat(alert.getString("run_id")).isEqualTo(run);
        String notification = alert.getString("deliveries[0].id");
        assertThat(received).singleElement().satisfies(told -> {
            assertThat(told.id()).isEqualTo(notification);
            assertThat(told.signature()).startsWith("v1,");
            assertThat(JsonPath.from(told.body()).getString("type")).isEqualTo("alert.opened");
            assertThat(JsonPath.from(told.body()).getString("data.sentence")).isEqualTo(alert.getString("sentence"));
        });
        assertNoted(lodestar, alert.getString("id"), "alert_opened");
        assertNoted(lodestar, notification, "notification_delivered");
    }

    private static JsonPath alerts(Lodestar lodestar, String token, String rule) {
        return lodestar.anonymous()
                .auth()
                .oauth2(token)
                .get("/alerts?rule=" + rule)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void assertNoted(Lodestar lodestar, String about, String action) {
        String token = lodestar.token("auditor");
        Await.until(action + " is in the audit log", () -> {
            String log = lodestar.anonymous()
                    .auth()
                    .oauth2(token)
                    .get("/audit?request_id=" + about)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            assertThat(log).doesNotContain("hidden");
            return JsonPath.from(log).getList("entries.action").equals(List.of(action));
        });
    }

    @Override
    public void close() {
        receiver.stop(0);
    }
}
