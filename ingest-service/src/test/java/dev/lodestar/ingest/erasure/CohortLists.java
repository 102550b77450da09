package dev.lodestar.ingest.erasure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Plays cohort-service: every user is on one list, whose name says who was asked about; it is down for one caller. */
public final class CohortLists implements QuarkusTestResourceLifecycleManager {
    /** The caller who gets no answer. */
    static final String UNLUCKY = "unlucky";

    private final HttpServer server;

    public CohortLists() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @Override
    public Map<String, String> start() {
        server.createContext("/", CohortLists::answer);
        server.start();
        return Map.of(
                "lodestar.cohort.url", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        int status = token == null ? 401 : payload(token).contains('"' + UNLUCKY + '"') ? 500 : 200;
        byte[] body = """
                {"lists":[{"id":"00000000-0000-0000-0000-000000000001","name":"%s","version":3,"updated_at":"2026-03-01T12:00:00Z"}]}
                """.formatted(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String payload(String bearer) {
        return new String(Base64.getUrlDecoder().decode(bearer.split("\\.")[1]), StandardCharsets.UTF_8);
    }
}
