package dev.lodestar.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.matchesPattern;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class LimitsTest {
    private static final String PROGRESS = "/api/v1/analysis/runs/17/events";
    private static final String IMPORT = "/api/v1/imports/events";

    /** The figures of the test profile in application.properties. */
    private static final int UPLOADS = 20;

    private static final int STREAMS_AT_ONCE = 2;
    private static final int DRIPPING = 200;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource("/")
    URL gateway;

    private final String subject = "u-" + UUID.randomUUID();

    @Test
    void every_answer_tells_what_is_left() {
        as(subject, Roles.VIEWER)
                .get("/api/v1/metrics/summary")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"query\";q=60000;w=60")
                .header("RateLimit", matchesPattern("\"query\";r=59999;t=\\d+"));
        given().get("/api/v1/metrics/summary")
                .then()
                .statusCode(401)
                .header("RateLimit-Policy", matchesPattern("\"anonymous\";q=\\d+;w=60"));
    }

    @Test
    void a_client_that_has_used_up_its_calls_is_told_when_to_come_back_and_others_are_not_held_up() {
        for (int call = 0; call < UPLOADS; call++) {
            as(subject, Roles.INGEST).body("a").post(IMPORT).then().statusCode(200);
        }

        as(subject, Roles.INGEST)
                .body("a")
                .post(IMPORT)
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", Integer::parseInt, greaterThan(0))
                .body("code", equalTo("rate_limited"));
        as(subject, Roles.VIEWER).get("/api/v1/metrics/summary").then().statusCode(200);
        as("another-" + subject, Roles.INGEST).body("a").post(IMPORT).then().statusCode(200);
    }

    @Test
    void refused_calls_count_too() {
        for (int call = 0; call < UPLOADS; call++) {
            as(subject, Roles.VIEWER).body("a").post(IMPORT).then().statusCode(403);
        }

        as(subject, Roles.VIEWER).body("a").post(IMPORT).then().statusCode(429);
    }

    @Test
    void a_client_has_only_so_many_calls_open_at_once_and_a_lost_connection_frees_its_place() throws Exception {
        List<HttpURLConnection> streams =
                new ArrayList<>(); // kept: a connection that nobody refers to is closed by the collector
        for (int stream = 0; stream < STREAMS_AT_ONCE; stream++) {
            streams.add(openStream());
        }
        as(subject, Roles.VIEWER)
                .get(PROGRESS)
                .then()
                .statusCode(429)
                .header("Retry-After", "1")
                .body("code", equalTo("too_many_at_once"));

        streams.getFirst().disconnect();

        Instant limit = Instant.now().plus(Duration.ofSeconds(30));
        HttpURLConnection next = connect();
        while (next.getResponseCode() == 429 && Instant.now().isBefore(limit)) {
            TimeUnit.MILLISECONDS.sleep(20);
            next = connect();
        }
        assertThat(next.getResponseCode()).isEqualTo(200);
        streams.forEach(HttpURLConnection::disconnect);
    }

    private HttpURLConnection openStream() throws Exception {
        HttpURLConnection stream = connect();
        assertThat(stream.getResponseCode()).isEqualTo(200);
        return stream;
    }

    private HttpURLConnection connect() throws Exception {
        HttpURLConnection stream =
                (HttpURLConnection) gateway.toURI().resolve(PROGRESS).toURL().openConnection();
        stream.setReadTimeout(30_000);
        stream.setRequestProperty("Authorization", Tokens.bearer(subject, Roles.VIEWER));
        return stream;
    }

    @Test
    void a_body_in_chunks_is_cut_off_where_it_grows_too_large() throws IOException {
        byte[] megabyte = new byte[1 << 20];
        try (Socket socket = post("/api/v1/events", "Transfer-Encoding: chunked")) {
            OutputStream out = socket.getOutputStream();
            for (int sent = 0; sent < 65; sent++) {
                out.write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
                out.write(megabyte);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("\"code\":\"body_too_large\"");
        }
    }

    @Test
    void a_client_that_falls_silent_in_the_middle_of_its_body_is_let_go() throws IOException {
        try (Socket socket = post(IMPORT, "Content-Length: 1000")) {
            socket.getOutputStream().write("some of it".getBytes(StandardCharsets.US_ASCII));

            assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("\"code\":\"body_too_slow\"");
        }
    }

    /** Until its time is over, a dripping head costs a socket, no thread and nobody's calls. */
    @Test
    void headers_that_drip_in_hold_up_nobody_else() throws IOException {
        List<Socket> dripping = new ArrayList<>();
        try {
            for (int client = 0; client < DRIPPING; client++) {
                Socket socket = new Socket(gateway.getHost(), gateway.getPort());
                dripping.add(socket);
                socket.setSoTimeout(30_000);
                socket.getOutputStream()
                        .write("GET /api/v1/me HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            }
            for (Socket socket : dripping) {
                socket.getOutputStream().write('a');
            }
            as(subject, Roles.VIEWER).get("/api/v1/metrics/summary").then().statusCode(200);

            Socket last = dripping.getLast();
            last.getOutputStream()
                    .write("\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(answer(last)).startsWith("HTTP/1.1 401");
        } finally {
            for (Socket socket : dripping) {
                socket.close();
            }
        }
    }

    @Test
    void a_request_line_and_headers_beyond_their_limits_are_refused_without_a_word_of_the_server() throws IOException {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            String request = "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            assertThat(answer(socket)).contains(" 431 ").doesNotContainIgnoringCase("netty");
        }
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            String request = "GET /api/v1/me?q=" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            assertThat(answer(socket)).contains(" 414 ").doesNotContainIgnoringCase("netty");
        }
    }

    private Socket post(String path, String header) throws IOException {
        Socket socket = new Socket(gateway.getHost(), gateway.getPort());
        socket.setSoTimeout(30_000);
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\nAuthorization: "
                + Tokens.bearer(subject, Roles.INGEST) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** What comes until the server ends the connection. */
    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static RequestSpecification as(String user, String... roles) {
        return given().urlEncodingEnabled(false).header("Authorization", Tokens.bearer(user, roles));
    }
}
