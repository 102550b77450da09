package dev.lodestar.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as an attacker sends them. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class HostileRequestTest {
    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource("/")
    URL gateway;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/API/v1/me",
                "/api/V1/me",
                "/api/v1/ME",
                "/api/v1/Audit",
                "/api/v1/me/",
                "/api/v1/audit.json",
                "/api/v1/audit%20",
                "/api/v1/%61udit",
                "/api/v1/metrics/summary/../../audit",
                "/api/v1/metrics/%2e%2e/audit",
                "/api/v1/metrics/summary%00",
                "/api/v1/audit%3f",
                "/api/v1/audit%23",
                "/api\\v1\\audit",
                "/api/v1/.%2e/v1/audit"
            })
    void another_spelling_of_a_path_is_another_path(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
                + Tokens.bearer("root", Roles.AUDITOR, Roles.VIEWER) + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|404) .*").doesNotContain("\"entries\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 6\r\nContent-Length: 5",
                "Content-Length: +6",
                "Content-Length: 6,6",
                "Content-Length: 0x6",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow",
                "Transfer-Encoding:\u000bchunked"
            })
    void a_body_whose_end_can_be_seen_in_two_places_hides_no_second_request(String header) throws IOException {
        String token = Tokens.bearer("root", Roles.ANALYST, Roles.AUDITOR);
        String hidden = "GET /api/v1/audit?hidden=1 HTTP/1.1\r\nHost: x\r\nAuthorization: " + token + "\r\n\r\n";

        String answer = raw("POST /api/v1/funnel/query HTTP/1.1\r\nHost: x\r\nAuthorization: " + token + "\r\n" + header
                + "\r\nConnection: close\r\n\r\n0\r\n\r\n" + hidden);

        assertThat(answer).doesNotContain("\"entries\"").matches("(?s)HTTP/1\\.\\d 4\\d\\d .*|");
        assertThat(answer.split("HTTP/1\\.\\d \\d{3}", -1)).hasSizeLessThanOrEqualTo(2);
    }

    /** Where both are given, chunks count and the length goes (RFC 9112, 6.3): the service sees one body, framed in one way. */
    @Test
    void a_body_with_a_length_and_in_chunks_reaches_the_service_in_chunks_only() throws IOException {
        String answer = raw(
                "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: "
                        + Tokens.bearer("loader", Roles.INGEST)
                        + "\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n");

        assertThat(answer)
                .satisfiesAnyOf(
                        refused -> assertThat(refused).startsWith("HTTP/1.1 400"),
                        passed -> assertThat(passed)
                                .startsWith("HTTP/1.1 200")
                                .contains("\"bytes\":5")
                                .doesNotContain("\"content-length\":\"3\""));
    }

    @Test
    void a_method_cannot_be_changed_by_a_header_or_a_parameter() {
        as(Roles.VIEWER)
                .header("X-HTTP-Method-Override", "PUT")
                .header("X-HTTP-Method", "PUT")
                .header("X-Method-Override", "PUT")
                .get("/api/v1/assumptions?_method=PUT")
                .then()
                .statusCode(503);
        as(Roles.VIEWER)
                .header("X-HTTP-Method-Override", "GET")
                .put("/api/v1/assumptions")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "OPTIONS", "PATCH", "PROPFIND", "BREW"})
    void a_method_that_no_route_has_is_refused(String method) throws IOException {
        String answer = raw(method + " /api/v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: "
                + Tokens.bearer("root", Roles.ADMIN) + "\r\nX-Probe: echo-me\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("echo-me");
    }

    static Stream<Arguments> unparsable() {
        return Stream.of(
                arguments("no HTTP", "\u0016\u0003\u0001\u0002\r\n\r\n", 400, "malformed_request"),
                arguments("a version of its own", "GET / HTTP/9.x\r\n\r\n", 400, "malformed_request"),
                arguments("no version", "GET /api/v1/me\r\n\r\n", 400, "malformed_request"),
                arguments(
                        "a header without a colon",
                        "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n",
                        400,
                        "malformed_request"),
                arguments(
                        "a null in a header",
                        "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-A: a\u0000b\r\n\r\n",
                        400,
                        "malformed_request"),
                arguments(
                        "a header with a space in its name",
                        "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX A: 1\r\n\r\n",
                        400,
                        "malformed_request"),
                arguments(
                        "a length that is no number",
                        "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: six\r\n\r\n",
                        400,
                        "malformed_request"),
                arguments(
                        "an address without end",
                        "GET /api/v1/me?" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                        414,
                        "address_too_long"),
                arguments(
                        "headers without end",
                        "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(40_000) + "\r\n\r\n",
                        431,
                        "headers_too_large"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unparsable")
    void what_is_no_request_is_answered_with_a_problem_that_tells_nothing(
            String name, String bytes, int status, String code) throws IOException {
        String answer = raw(bytes);

        assertThat(answer)
                .matches("(?s)HTTP/[12]\\.[01] " + status + " .*")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("x-request-id: ")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .contains("\"code\":\"" + code + "\"")
                .doesNotContainIgnoringCase("netty")
                .doesNotContainIgnoringCase("vert.x")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        String id = answer.replaceAll("(?si).*x-request-id: ([0-9a-f-]+).*", "$1");
        as(Roles.AUDITOR)
                .get("/api/v1/audit?request_id=" + id)
                .then()
                .statusCode(200)
                .body("entries.code", equalTo(List.of(code)));
    }

    /** An upgrade in the middle of a connection would take what follows past whatever stands in front. */
    @Test
    void http_2_in_clear_text_is_not_switched_to() throws IOException {
        String answer = raw("GET /api/v1/me HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\n"
                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401").doesNotContain("101 Switching");
        assertThat(raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
                .matches("(?s)HTTP/2\\.0 (400|501) .*")
                .doesNotContain("Exception")
                .doesNotContainIgnoringCase("vertx");
    }

    @Test
    void other_origins_are_told_nothing() {
        as(Roles.VIEWER)
                .header("Origin", "https://evil.test")
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Credentials", nullValue())
                .header("Cross-Origin-Resource-Policy", "same-origin");
        given().header("Origin", "https://evil.test")
                .header("Access-Control-Request-Method", "DELETE")
                .options("/api/v1/users/x")
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Methods", nullValue());
    }

    @Test
    void every_answer_tells_browsers_to_be_careful_and_nothing_of_what_answers() {
        for (String path :
                Set.of("/api/v1/me", "/api/v1/metrics/summary", "/api/v1/none", "/signed-out.html", "/none")) {
            as(Roles.VIEWER)
                    .get(path)
                    .then()
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .header("X-Frame-Options", "DENY")
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                    .header("Content-Security-Policy", not(containsString("unsafe-inline")))
                    .header("X-Request-Id", not(nullValue()))
                    .header("Server", nullValue())
                    .header("X-Powered-By", nullValue());
        }
    }

    @Test
    void an_address_outside_of_the_api_answers_with_a_problem_too() {
        as(Roles.VIEWER)
                .get("/no-such-page")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not_found"));
    }

    @Test
    void a_line_break_in_a_parameter_makes_no_line_in_a_header_or_in_the_log() {
        as(Roles.VIEWER)
                .get("/api/v1/funnel?segment=a%0d%0aSet-Cookie:%20x=1")
                .then()
                .statusCode(200)
                .header("Set-Cookie", nullValue());
    }

    @Test
    void no_token_and_no_users_id_reaches_a_log() {
        StringBuilder logged = new StringBuilder();
        Handler ear = ear(logged);
        Logger root = Logger.getLogger("");
        root.addHandler(ear);
        try {
            given().header("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJqYW5lIn0.c2VjcmV0")
                    .get("/api/v1/me?access_token=hunter2secret");
            as(Roles.PRIVACY).delete("/api/v1/users/jane.doe%40example.org");
            as(Roles.VIEWER)
                    .body("{\"password\":\"hunter2secret\"}")
                    .get("/api/v1/growth/levers?user_id=jane.doe@example.org");
        } finally {
            root.removeHandler(ear);
        }

        assertThat(logged.toString())
                .contains("service=growth-service")
                .doesNotContain("jane.doe")
                .doesNotContain("hunter2secret")
                .doesNotContain("eyJ");
    }

    private static Handler ear(StringBuilder logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                synchronized (logged) {
                    logged.append(
                                    record instanceof ExtLogRecord extended
                                            ? extended.getFormattedMessage()
                                            : record.getMessage())
                            .append(record.getThrown())
                            .append('\n');
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    /** What comes until the server ends the connection, or says no more. */
    private String raw(String request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(3_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().transferTo(answer);
        } catch (SocketTimeoutException expected) {
            assertThat(answer.size()).describedAs("bytes of an answer").isPositive();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static RequestSpecification as(String... roles) {
        return given().urlEncodingEnabled(false).header("Authorization", Tokens.bearer("someone", roles));
    }
}
