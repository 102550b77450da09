package dev.lodestar.gateway.edge;

import dev.lodestar.launcher.embedded.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays all services behind the gateway but growth-service, which is down. Tells each caller what arrived: method, address, headers, bytes of the body; {@code
 * GET /received} says how many bytes of the body now being sent have come so far. A request with the parameters {@code key} and {@code first} fails so the first time
 * that the key is seen: by a closed connection, as a service that stops, refused, or never answered; {@code GET /asked?key=} says how often it came.
 */
public final class FakeServices implements QuarkusTestResourceLifecycleManager {
    /** What every answer says that it covers. */
    public static final String POSITION = "2026-01-02T03:04:05Z 0:1700,1:1694";

    /** The configuration key under which tests find the services' address. */
    static final String ADDRESS = "test.services.url";

    /** The configuration key under which tests find the port of the service that is down. */
    static final String DEAD_PORT = "test.services.dead-port";

    /** Of every answer that echoes its request. */
    public static final String ENTITY_TAG = "\"e1\"";

    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final AtomicLong received = new AtomicLong();
    private final Vertx vertx = Vertx.vertx();

    @Override
    public Map<String, String> start() {
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(this::answer)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            return settings("http://127.0.0.1:" + server.actualPort(), FreePort.drawn());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the services' stand-in did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> settings(String alive, int deadPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put(ADDRESS, alive);
        settings.put("lodestar.ingest.url", alive);
        settings.put("lodestar.metrics.url", alive);
        settings.put("lodestar.cohort.url", alive);
        settings.put("lodestar.report.url", alive);
        settings.put(DEAD_PORT, Integer.toString(deadPort));
        settings.put("lodestar.growth.url", "http://127.0.0.1:" + deadPort);
        return settings;
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        switch (request.path()) {
            case "/received" -> response.end(Long.toString(received.get()));
            case "/q/openapi" ->
                response.putHeader("Content-Type", "application/json").end(OPENAPI);
            case "/api/v1/analysis/runs/17/events" ->
                response.putHeader("Content-Type", "text/event-stream")
                        .setChunked(true)
                        .write("data: {\"step\":\"funnel\"}\n\n");
            case "/api/v1/analysis/runs/17/artifacts/executive_dashboard.html" ->
                response.putHeader("Content-Type", "text/html;charset=UTF-8")
                        .putHeader("Server", "stand-in")
                        .end("<script>1</script>");
            case "/asked" -> response.end(Integer.toString(asked.getOrDefault(request.getParam("key"), 0)));
            default -> {
                String key = request.getParam("key");
                if (key == null || asked.merge(key, 1, Integer::sum) > 1) {
                    echo(request);
                } else {
                    fail(request, request.getParam("first"));
                }
            }
        }
    }

    private static void fail(HttpServerRequest request, String how) {
        switch (how) {
            case "silent" -> {}
            case "closed" -> request.connection().close();
            case "stopping" ->
                request.response()
                        .putHeader("Connection", "close")
                        .setStatusCode(503)
                        .end();
            case "refused" ->
                request.response()
                        .putHeader("Content-Type", "application/problem+json;charset=UTF-8")
                        .setStatusCode(503)
                        .end("{\"code\":\"refused\"}");
            default -> throw new IllegalArgumentException(how);
        }
    }

    private void echo(HttpServerRequest request) {
        if (ENTITY_TAG.equals(request.getHeader("If-None-Match"))) {
            request.response().setStatusCode(304).putHeader("ETag", ENTITY_TAG).end();
            return;
        }
        received.set(0);
        JsonObject headers = new JsonObject();
        for (String name : request.headers().names()) {
            headers.put(
                    name.toLowerCase(Locale.ROOT),
                    String.join(", ", request.headers().getAll(name)));
        }
        request.handler((Buffer part) -> received.addAndGet(part.length()));
        request.endHandler(end -> request.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("ETag", ENTITY_TAG)
                .putHeader("Lodestar-As-Of", POSITION)
                .putHeader("Set-Cookie", "inner=1")
                .end(new JsonObject()
                        .put("method", request.method().name())
                        .put("uri", request.uri())
                        .put("headers", headers)
                        .put("bytes", received.get())
                        .encode()));
    }

    @Override
    public void stop() {
        vertx.close();
    }

    private static final String OPENAPI = """
            {"openapi":"3.1.0","info":{"title":"stand-in","version":"1"},
             "paths":{"/api/v1/funnel":{"get":{"summary":"The growth funnel","responses":{"200":{"description":"OK",
               "content":{"application/json":{"schema":{"$ref":"#/components/schemas/Funnel"}}}}}}},
              "/api/v1/internal":{"get":{"responses":{"200":{"description":"OK"}}}}},
             "components":{"schemas":{"Funnel":{"type":"object","properties":{"next":{"$ref":"#/components/schemas/Funnel"}}}}}}
            """;
}
