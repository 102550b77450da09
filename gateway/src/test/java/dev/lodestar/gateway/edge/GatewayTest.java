package dev.lodestar.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.lodestar.gateway.routing.Access;
import dev.lodestar.gateway.routing.Exchange;
import dev.lodestar.gateway.routing.Route;
import dev.lodestar.gateway.routing.RouteTable;
import dev.lodestar.gateway.routing.Target;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.architecture.DescribedRecords;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class GatewayTest {
    private static final String PROBLEM = "application/problem+json";

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource("/")
    URL gateway;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = FakeServices.ADDRESS)
    URI services;

    @Test
    void without_a_token_there_is_nothing() {
        given().get("/api/v1/metrics/summary")
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", "Bearer")
                .header("X-Request-Id", notNullValue())
                .body("code", equalTo("unauthenticated"));
        given().get("/api/v1/no-such-thing").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer nonsense", "Bearer", "Basic YTpi", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."})
    void a_bad_token_is_no_token(String authorization) {
        given().header("Authorization", authorization)
                .get("/api/v1/me")
                .then()
                .statusCode(401)
                .contentType(PROBLEM);
    }

    static List<Route> proxied() {
        return RouteTable.routes().stream()
                .filter(route -> route.target() != Target.GATEWAY && route.target() != Target.GROWTH)
                .filter(route -> route.exchange() != Exchange.DOWNLOAD)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("proxied")
    void a_route_opens_to_its_role_and_to_no_other(Route route) {
        String path = route.template().replaceAll("\\{[^}]+}", "x");
        String method = route.method().name();

        as("right", route.access().role()).request(method, path).then().statusCode(200);
        for (String other : Set.of(
                Roles.VIEWER,
                Roles.ANALYST,
                Roles.INGEST,
                Roles.OPERATOR,
                Roles.PRIVACY,
                Roles.AUDITOR,
                "admin-of-nothing")) {
            if (!other.equals(route.access().role()) && route.access() != Access.AUTHENTICATED) {
                as("wrong", other)
                        .request(method, path)
                        .then()
                        .statusCode(403)
                        .contentType(PROBLEM)
                        .body("code", equalTo("forbidden"));
            }
        }
    }

    @Test
    void what_is_not_in_the_table_does_not_exist_even_for_an_admin() {
        admin().get("/api/v1/internal")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("code", equalTo("not_found"));
        admin().delete("/api/v1/metrics/summary")
                .then()
                .statusCode(405)
                .contentType(PROBLEM)
                .header("Allow", "GET")
                .body("code", equalTo("method_not_allowed"));
        admin().get("/api/v2/me").then().statusCode(404);
        admin().get("/q/metrics").then().statusCode(404);
        admin().get("/q/health").then().statusCode(404);
    }

    @Test
    void a_call_reaches_its_service_unchanged_and_with_the_callers_token() {
        String token = Tokens.bearer("alice", Roles.VIEWER);

        given().urlEncodingEnabled(false)
                .header("Authorization", token)
                .header("If-None-Match", "\"e0\"")
                .get("/api/v1/metrics/engagement?period=weekly&segment=a%20b")
                .then()
                .statusCode(200)
                .header("ETag", "\"e1\"")
                .header("Cache-Control", "private, no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Set-Cookie", nullValue())
                .body("uri", equalTo("/api/v1/metrics/engagement?period=weekly&segment=a%20b"))
                .body("headers.authorization", equalTo(token))
                .body("headers.'if-none-match'", equalTo("\"e0\""))
                .body("headers.'x-forwarded-for'", equalTo("127.0.0.1"))
                .body("headers.'x-forwarded-proto'", equalTo("http"))
                .body("headers.'x-request-id'", notNullValue());
    }

    @Test
    void what_a_client_says_of_its_identity_or_address_does_not_pass() {
        as("alice", Roles.VIEWER)
                .header("X-Forwarded-For", "10.0.0.1")
                .header("Forwarded", "for=10.0.0.1")
                .header("X-Forwarded-User", "root")
                .header("X-Remote-User", "root")
                .header("X-Request-Id", "chosen")
                .header("X-Original-URL", "/api/v1/audit")
                .header("X-HTTP-Method-Override", "DELETE")
                .header("Cookie", "q_session=abc")
                .get("/api/v1/metrics/summary")
                .then()
                .statusCode(200)
                .body("method", equalTo("GET"))
                .body("headers.'x-forwarded-for'", equalTo("127.0.0.1"))
                .body("headers.'x-request-id'", not(equalTo("chosen")))
                .body("headers.forwarded", nullValue())
                .body("headers.'x-forwarded-user'", nullValue())
                .body("headers.'x-remote-user'", nullValue())
                .body("headers.'x-original-url'", nullValue())
                .body("headers.'x-http-method-override'", nullValue())
                .body("headers.cookie", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/..;/q/health",
                "/api/v1/%2e%2e/audit",
                "/api/v1//audit",
                "//api/v1/me",
                "/api/v1/metrics/../audit",
                "/api/v1/metrics/summary;role=admin",
                "/api/v1/%252e%252e/audit",
                "/api/v1/metrics%2fsummary"
            })
    void a_path_that_can_be_read_in_two_ways_is_refused(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1")).startsWith("HTTP/1.1 400").contains("\"code\":\"ambiguous_path\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ff", "%c0%af"})
    void a_query_that_cannot_be_decoded_is_refused_with_a_request_id_and_noted(String escape) throws IOException {
        String answer = raw("DELETE /api/v1/alerts/rules/17?x=" + escape + " HTTP/1.1");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"unreadable_query\"");
        String id = answer.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("x-request-id:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
        as("auditor", Roles.AUDITOR)
                .get("/api/v1/audit?request_id=" + id)
                .then()
                .body("entries.size()", equalTo(1))
                .body("entries[0].code", equalTo("unreadable_query"));
    }

    @Test
    void a_service_that_is_down_is_named() {
        as("alice", Roles.VIEWER)
                .get("/api/v1/growth/levers")
                .then()
                .statusCode(503)
                .contentType(PROBLEM)
                .header("Retry-After", "2")
                .body("code", equalTo("service_unavailable"))
                .body("detail", containsString("growth-service"));
    }

    @Test
    void an_import_streams_to_the_service_while_it_is_being_sent() throws Exception {
        byte[] megabyte = new byte[1 << 20];
        HttpURLConnection upload = (HttpURLConnection)
                gateway.toURI().resolve("/api/v1/imports/events").toURL().openConnection();
        upload.setRequestMethod("POST");
        upload.setDoOutput(true);
        upload.setChunkedStreamingMode(1 << 16);
        upload.setRequestProperty("Authorization", Tokens.bearer("loader", Roles.INGEST));
        upload.setRequestProperty("Content-Type", "text/csv");
        try (OutputStream body = upload.getOutputStream()) {
            body.write(megabyte);
            body.flush();
            awaitReceived(1 << 19);
            for (int sent = 1; sent < 50; sent++) {
                body.write(megabyte);
            }
        }

        assertThat(upload.getResponseCode()).isEqualTo(200);
        assertThat(text(upload.getInputStream())).contains("\"bytes\":" + (50 << 20));
    }

    private void awaitReceived(long bytes) throws Exception {
        Instant limit = Instant.now().plus(Duration.ofSeconds(30));
        long received = 0;
        while (received < bytes && Instant.now().isBefore(limit)) {
            received = Long.parseLong(text(services.resolve("/received").toURL().openStream()));
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(received).isGreaterThanOrEqualTo(bytes);
    }

    @Test
    void progress_arrives_while_the_stream_is_open() throws Exception {
        HttpURLConnection stream = (HttpURLConnection) gateway.toURI()
                .resolve("/api/v1/analysis/runs/17/events")
                .toURL()
                .openConnection();
        stream.setReadTimeout(30_000);
        stream.setRequestProperty("Authorization", Tokens.bearer("alice", Roles.VIEWER));
        stream.setRequestProperty("Accept", "text/event-stream");

        byte[] first = stream.getInputStream().readNBytes(24);

        assertThat(new String(first, StandardCharsets.UTF_8)).startsWith("data: {\"step\":\"funnel\"}");
        stream.disconnect();
    }

    @Test
    void an_artefact_that_is_a_page_runs_in_an_origin_of_its_own() {
        as("ana", Roles.ANALYST)
                .get("/api/v1/analysis/runs/17/artifacts/executive_dashboard.html")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("sandbox allow-scripts"))
                .header("Server", nullValue());
    }

    @Test
    void a_query_takes_no_body_beyond_its_limit() {
        as("ana", Roles.ANALYST)
                .body(new byte[(1 << 20) + 1])
                .post("/api/v1/funnel/query")
                .then()
                .statusCode(413)
                .body("code", equalTo("body_too_large"));
        as("ana", Roles.ANALYST)
                .body(new byte[1 << 20])
                .post("/api/v1/funnel/query")
                .then()
                .statusCode(200);
    }

    /** A claim without any segment holds to none, which is not all. */
    @Test
    void a_caller_who_is_held_to_segments_gets_nothing_that_counts_everybody() {
        for (List<String> segments : List.of(List.of("smb"), List.<String>of())) {
            String token = Tokens.bearer("ana", Map.of("segments", segments), Roles.ANALYST, Roles.VIEWER);
            for (String path : List.of("artifacts", "artifacts/funnel_metrics.csv", "bundle.zip")) {
                given().header("Authorization", token)
                        .get("/api/v1/analysis/runs/17/" + path)
                        .then()
                        .statusCode(403)
                        .body("code", equalTo("counts_everybody"));
            }
            given().header("Authorization", token)
                    .post("/api/v1/analysis/run")
                    .then()
                    .statusCode(403);
            given().header("Authorization", token).get("/api/v1/alerts").then().statusCode(403);
            given().header("Authorization", token).get("/api/v1/funnel").then().statusCode(200);
        }
    }

    @Test
    void callers_see_who_they_are() {
        as("alice", Roles.VIEWER, Roles.ANALYST, "offline_access")
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("alice"))
                .body("roles", equalTo(List.of("viewer", "analyst")))
                .body("segments", equalTo(List.of()));
    }

    @Test
    void a_person_without_a_session_is_sent_to_the_login_with_pkce() {
        given().redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(302)
                .header("Location", containsString("/auth?"))
                .header("Location", containsString("code_challenge_method=S256"))
                .header("Location", containsString("client_id=lodestar-gateway"))
                .header("Set-Cookie", containsStringIgnoringCase("httponly"))
                .header("Set-Cookie", containsString("SameSite=Lax"));
    }

    @Test
    void the_description_of_the_api_names_every_route_with_its_role() {
        as("alice", Roles.VIEWER)
                .get("/api/v1/openapi")
                .then()
                .statusCode(200)
                .body("openapi", startsWith("3.1"))
                .body("paths.'/api/v1/funnel'.get.summary", equalTo("The growth funnel"))
                .body("paths.'/api/v1/funnel'.get.'x-role'", equalTo("viewer"))
                .body("paths.'/api/v1/growth/levers/{name}'.put.'x-role'", equalTo("operator"))
                .body("paths.'/api/v1/internal'", nullValue())
                .body("components.schemas.'metrics-service.Funnel'", notNullValue())
                .body("x-unavailable-services", hasItem("growth-service"))
                .body("paths.keySet()", hasItems("/api/v1/me", "/api/v1/audit"));
    }

    @Test
    void the_description_says_of_every_field_whether_it_may_be_null() {
        assertThat(DescribedRecords.check("JsonNode"))
                .contains("AuditVerification.broken_at", "AuditEntryResponse.trace_id");
    }

    private static RequestSpecification admin() {
        return as(
                "root",
                Roles.VIEWER,
                Roles.ANALYST,
                Roles.INGEST,
                Roles.OPERATOR,
                Roles.PRIVACY,
                Roles.AUDITOR,
                Roles.ADMIN);
    }

    private static RequestSpecification as(String user, String... roles) {
        return given().urlEncodingEnabled(false).header("Authorization", Tokens.bearer(user, roles));
    }

    /** Sends a request line as it is: clients would tidy the path. */
    private String raw(String requestLine) throws IOException {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                    + Tokens.bearer("root", Roles.ADMIN, Roles.VIEWER) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return text(socket.getInputStream());
        }
    }

    private static String text(InputStream stream) throws IOException {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
