package dev.lodestar.launcher.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lodestar.launcher.suite.Endpoints;
import dev.lodestar.launcher.suite.LaunchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files may take longer than answers. */
class ApiClientTest {
    private static final int DELAY_MILLIS = 1_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private ApiClient api;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        answer("/token", 0);
        answer("/api/v1/slow", DELAY_MILLIS);
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        Endpoints endpoints = new Endpoints(
                address,
                "",
                "",
                address + "/token",
                "demo",
                Map.of("ingest", new Endpoints.Login("demo", "demo")),
                Map.of(),
                Map.of(),
                "UTC",
                "USD");
        api = new ApiClient(client, endpoints, "ingest", Duration.ofMillis(DELAY_MILLIS / 2), Duration.ofMinutes(5));
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void an_upload_may_take_longer_than_an_answer() {
        assertThat(api.upload("slow", "text/csv", HttpRequest.BodyPublishers.ofString("a,b\n"))
                        .path("expires_in")
                        .asInt())
                .isEqualTo(300);
    }

    @Test
    void a_download_may_take_longer_than_an_answer() {
        Path file = scratch.resolve("bundle.zip");

        api.download("slow", file);

        assertThat(file).content().contains("access_token");
    }

    @Test
    void an_answer_is_not_waited_for_without_end() {
        assertThatThrownBy(() -> api.get("slow"))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("timed out");
    }

    private void answer(String path, int delayMillis) {
        byte[] body = "{\"access_token\": \"t\", \"expires_in\": 300}".getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                TimeUnit.MILLISECONDS.sleep(delayMillis);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
