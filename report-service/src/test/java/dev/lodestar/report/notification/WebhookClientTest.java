package dev.lodestar.report.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lodestar.testkit.secured.TestCertificate;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookClientTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final Vertx vertx = Vertx.vertx();
    private final Queue<String> hosts = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void a_connection_is_made_to_the_address_that_was_checked_and_the_name_is_only_told() throws IOException {
        HttpServer server = server();
        int port = server.getAddress().getPort();
        try {
            // The name has no address at all: looking it up would fail.
            Attempt attempt = post(client(Map.of()), new Destination(false, HERE, port, "rebound.invalid", "/hook"));

            assertThat(attempt).isEqualTo(Attempt.delivered(200));
            assertThat(hosts).containsExactly("rebound.invalid:" + port);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_certificate_of_another_name_is_refused_though_the_address_is_its_own() throws Exception {
        TestCertificate certificate = TestCertificate.in(Path.of("target"));
        var server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(certificate.certificate().toString())
                                .addKeyPath(certificate.key().toString())))
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        WebhookClient client = client(Map.of(
                "lodestar.notification.trust-certificates",
                certificate.certificate().toString()));

        assertThat(post(client, new Destination(true, HERE, server.actualPort(), "127.0.0.1", "/"))
                        .outcome())
                .isEqualTo(Outcome.DELIVERED);
        assertThatThrownBy(() -> post(client, new Destination(true, HERE, server.actualPort(), "rebound.invalid", "/")))
                .hasStackTraceContaining("SSLHandshakeException");
    }

    @Test
    void a_receiver_that_takes_a_connection_and_says_nothing_is_left() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, HERE)) {
            WebhookClient client = client(Map.of("lodestar.notification.timeout", "PT0.2S"));

            assertThatThrownBy(() ->
                            post(client, new Destination(false, HERE, silent.getLocalPort(), "silent.invalid", "/")))
                    .hasStackTraceContaining("timeout");
        }
    }

    @ParameterizedTest
    @CsvSource({"PT60S, PT60S", "PT2M, PT60S", "PT15S, PT10S"})
    void an_attempt_that_may_take_as_long_as_the_claim_stops_the_start(String timeout, String claim) {
        Map<String, String> settings =
                Map.of("lodestar.notification.timeout", timeout, "lodestar.notification.claim", claim);

        assertThatThrownBy(() -> client(settings))
                .hasMessage("Lodestar does not start: lodestar.notification.timeout (" + Duration.parse(timeout)
                        + ") is not shorter than lodestar.notification.claim (" + Duration.parse(claim)
                        + "), after which another replica sends the same once more");
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        server.createContext("/", exchange -> {
            hosts.addAll(exchange.getRequestHeaders().getOrDefault("Host", List.of()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private WebhookClient client(Map<String, String> settings) {
        NotificationConfig config = new SmallRyeConfigBuilder()
                .withMapping(NotificationConfig.class)
                .withConverter(Duration.class, 100, Duration::parse)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(NotificationConfig.class);
        return new WebhookClient(vertx, config);
    }

    private static Attempt post(WebhookClient client, Destination to) {
        return client.post(to, Map.of(), "{}").await().atMost(Duration.ofSeconds(20));
    }
}
