package dev.lodestar.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import dev.lodestar.e2e.Operations.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The OWASP API Security Top 10 (2023) against the running suite, one test for each risk, and random requests over every operation. What holds inside one service is
 * tested there: tokens in {@code TokenTest}, {@code ProviderTest} and {@code BoundTokenTest} of the gateway, paths and framing in its {@code HostileRequestTest}, names that
 * want to be markup or formulas in {@code AnalysisRunTest} of report-service.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileSuiteTest {
    /** {@code lodestar.limits.head-within} as it comes. */
    private static final Duration HEAD_WITHIN = Duration.ofSeconds(30);

    private static final int REQUESTS = Integer.getInteger("lodestar.fuzz.requests", 300);
    private static final double LEAST_SHARE_REACHED = 0.6;
    private static final long SEED = Long.getLong("lodestar.fuzz.seed", 20260101L);

    private static final List<String> ROLES =
            List.of("viewer", "analyst", "ingest", "operator", "privacy", "auditor", "admin");

    /** Which roles a role of the API also opens to, beside its own and admin. */
    private static final Set<String> OF_AN_ANALYST = Set.of("viewer");

    private static final String FORBIDDEN_FIELDS = """
            {"id":"00000000-0000-4000-8000-000000000001","created_by":"mallory","role":"admin","roles":["admin"],
             "is_admin":true,"segments":[],"tenant":"other","__proto__":{"admin":true}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path scratch;

    @SuppressWarnings("NullAway.Init")
    private static Commands commands;

    @SuppressWarnings("NullAway.Init")
    private static Lodestar lodestar;

    @SuppressWarnings("NullAway.Init")
    private static Attacker attacker;

    @SuppressWarnings("NullAway.Init")
    private static List<Operation> operations;

    @SuppressWarnings("NullAway.Init")
    private static CompletableFuture<Duration> dripping;

    @BeforeAll
    static void bringUp() {
        commands = new Commands(scratch.resolve("state"));
        Commands.Outcome up =
                commands.run("up", "--users=200", "--events=3000", "--seed=7", "--output=" + scratch.resolve("output"));
        assertThat(up.exitCode()).as(up.output()).isZero();
        lodestar = new Lodestar(scratch.resolve("state/endpoints.json"));
        dripping = DrippingHead.begin(URI.create(lodestar.gateway()), HEAD_WITHIN.plusMinutes(1));
        attacker = new Attacker(lodestar);
        operations = Operations.of(lodestar);
        assertThat(operations).hasSizeGreaterThan(50);
    }

    @AfterAll
    static void takeDown() {
        assertThat(commands.run("down").exitCode()).isZero();
    }

    /** API1:2023. Objects are reached by their own id only, and whoever may not see the kind does not see one. */
    @Test
    void broken_object_level_authorization() {
        String run =
                lodestar.as("viewer").get("/analysis/runs").then().extract().path("runs[-1].id");
        String artefacts = "/api/v1/analysis/runs/" + run + "/artifacts/";

        assertThat(get("analyst", artefacts + "manifest.json").statusCode()).isEqualTo(200);
        assertThat(get("viewer", artefacts + "manifest.json").statusCode()).isEqualTo(403);
        for (String name : List.of(
                "..%2f..%2f..%2fetc%2fpasswd",
                "%2fetc%2fpasswd",
                "..%5cmanifest.json",
                "sql",
                "figures",
                "manifest.json%00.csv",
                "../manifest.json")) {
            assertThat(get("analyst", artefacts + name).statusCode()).as(name).isIn(400, 404);
        }
        for (String id : List.of(UUID.randomUUID().toString(), "0", "*", "%27%20or%201=1--")) {
            assertThat(get("analyst", "/api/v1/analysis/runs/" + id + "/artifacts")
                            .statusCode())
                    .as(id)
                    .isIn(400, 404, 422);
        }
    }

    /** API2:2023. Every operation, at the gateway and at the service behind it. */
    @Test
    void broken_authentication() {
        String none = part("{\"alg\":\"none\"}") + "."
                + part("{\"sub\":\"mallory\",\"aud\":\"lodestar\",\"realm_access\":{\"roles\":[\"admin\"]}}") + ".";
        String token = attacker.token("admin");
        String changed = token.substring(0, token.length() - 6) + "AAAAAA";
        for (Operation operation : operations) {
            for (String authorization : List.of("", "Bearer " + none, "Bearer " + changed, "Basic YWRtaW46YWRtaW4=")) {
                HttpRequest.Builder request = attacker.request("", operation.method(), operation.with("x"), "{}");
                if (!authorization.isEmpty()) {
                    request.header("Authorization", authorization);
                }
                assertThat(attacker.send(request).statusCode())
                        .as(operation + " with " + authorization)
                        .isEqualTo(401);
            }
        }
        for (String service :
                List.of("ingest-service", "metrics-service", "cohort-service", "growth-service", "report-service")) {
            for (String path : List.of("/api/v1/metrics/summary", "/api/v1/assumptions", "/internal/v1/tallies")) {
                lodestar.anonymous()
                        .baseUri(lodestar.service(service))
                        .header("Authorization", "Bearer " + none)
                        .header("X-Forwarded-User", "admin")
                        .get(path)
                        .then()
                        .statusCode(anyOf(equalTo(401), equalTo(404), equalTo(405)));
            }
        }
    }

    /** API3:2023. No body sets what is not its own to set, and nobody sees a pseudonym who may see figures only. */
    @Test
    void broken_object_property_level_authorization() {
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : operations) {
            if (operation.takesBody()) {
                HttpResponse<String> answer = attacker.call("admin", operation, "x", FORBIDDEN_FIELDS);
                softly.assertThat(answer.statusCode())
                        .as(operation + " answered " + answer.body())
                        .isBetween(400, 499);
            }
        }
        softly.assertAll();
        for (String people : List.of("/api/v1/funnel/users?step=1", "/api/v1/metrics/activation/users")) {
            assertThat(get("viewer", people).statusCode()).as(people).isEqualTo(403);
        }
    }

    /** API4:2023. */
    @Test
    void unrestricted_resource_consumption() throws IOException {
        HttpResponse<String> bomb = attacker.send(attacker.request("ingest", "POST", "/api/v1/events", packed(1 << 30))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip"));
        assertThat(bomb.statusCode()).isEqualTo(413);
        assertThat(bomb.body()).contains("after decompression");

        for (String deep : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000), "[".repeat(400) + "]".repeat(400))) {
            for (String path : List.of("/api/v1/funnel/query", "/api/v1/metrics/paths", "/api/v1/analysis/run")) {
                HttpResponse<String> answer = attacker.send(
                        attacker.request("admin", "POST", path, deep).header("Content-Type", "application/json"));
                assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(400, 499);
            }
            HttpResponse<String> stored = attacker.send(attacker.request(
                            "ingest",
                            "POST",
                            "/api/v1/events",
                            "[{\"event_id\":\"deep\",\"user_id\":\"u\",\"event_type\":\"page_viewed\",\"timestamp\":\""
                                    + Instant.now() + "\",\"properties\":" + deep + "}]")
                    .header("Content-Type", "application/json"));
            assertThat(stored.statusCode()).isIn(202, 400);
            assertThat(stored.body()).doesNotContain("\"accepted\":1");
        }
        assertThat(get("auditor", "/api/v1/audit?limit=100000000").statusCode()).isEqualTo(422);
        assertThat(get("viewer", "/api/v1/metrics/summary").headers().firstValue("RateLimit"))
                .isPresent();
        assertThat(attacker.send(attacker.request("analyst", "POST", "/api/v1/funnel/query", new byte[2 << 20])
                                .header("Content-Type", "application/json"))
                        .statusCode())
                .isEqualTo(413);
    }

    /** API5:2023. Each operation refuses each role that is not named for it. */
    @Test
    void broken_function_level_authorization() {
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : operations) {
            for (String role : ROLES) {
                if (!opens(operation, role)) {
                    HttpResponse<String> answer = attacker.call(role, operation, "x", "{}");
                    softly.assertThat(answer.statusCode())
                            .as(operation + " as " + role)
                            .isEqualTo(403);
                }
            }
        }
        softly.assertAll();
    }

    private static boolean opens(Operation operation, String role) {
        return role.equals("admin")
                || operation.role().equals("authenticated")
                || operation.role().equals(role)
                || role.equals("analyst") && OF_AN_ANALYST.contains(operation.role())
                || operation.role().equals("viewer")
                        && Set.of("operator", "privacy").contains(role);
    }

    /** API6:2023. What is costly or cannot be undone is not repeated by a repeated request. */
    @Test
    void unrestricted_access_to_sensitive_business_flows() {
        String key = UUID.randomUUID().toString();
        List<String> runs = new ArrayList<>();
        for (int attempt = 0; attempt < 3; attempt++) {
            runs.add(lodestar.as("analyst")
                    .header("Idempotency-Key", key)
                    .contentType("application/json")
                    .body("{\"seed\":1}")
                    .post("/analysis/run")
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("id"));
        }
        assertThat(Set.copyOf(runs)).hasSize(1);
    }

    /** API7:2023. No operation takes an address to fetch something from; one that is given anyway, in any place, is not fetched. */
    @Test
    void server_side_request_forgery() throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        HttpServer canary = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        canary.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        canary.start();
        String address = "http://127.0.0.1:" + canary.getAddress().getPort() + "/";
        String encoded = URLEncoder.encode(address, StandardCharsets.UTF_8);
        try {
            for (Operation operation : operations) {
                if (operation.isStream()) {
                    continue;
                }
                StringBuilder query = new StringBuilder("?url=" + encoded + "&callback=" + encoded);
                operation
                        .query()
                        .forEach(name ->
                                query.append('&').append(name).append('=').append(encoded));
                String body = "{\"url\":\"" + address + "\",\"webhook\":\"" + address + "\",\"target\":\"" + address
                        + "\",\"notify\":[{\"url\":\"" + address + "\"}],\"callback_url\":\"" + address + "\"}";
                attacker.send(attacker.request("admin", operation.method(), operation.with("x") + query, body)
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-Host", address.substring(7, address.length() - 1))
                        .header("Forwarded", "host=" + address.substring(7, address.length() - 1))
                        .header("X-Original-URL", address)
                        .header("Referer", address));
            }
            String rule = "{\"name\":\"canary\",\"kind\":\"run_failed\",\"channels\":[{\"kind\":\"slack\",\"url\":\""
                    + address + "\"}]}";
            assertThat(attacker.send(attacker.request("admin", "POST", "/api/v1/alerts/rules", rule)
                                    .header("Content-Type", "application/json"))
                            .statusCode())
                    .isEqualTo(422);
        } finally {
            canary.stop(0);
        }
        assertThat(fetched).hasValue(0);
    }

    /** API8:2023. */
    @Test
    void security_misconfiguration() {
        for (String path : List.of("/api/v1/me", "/api/v1/metrics/summary", "/api/v1/none", "/none", "/q/metrics")) {
            HttpResponse<String> answer = get("viewer", path);
            assertThat(answer.headers().firstValue("Server")).as(path).isEmpty();
            assertThat(answer.headers().firstValue("X-Powered-By")).as(path).isEmpty();
            assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .hasValue("nosniff");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .as(path)
                    .isEmpty();
            assertThat(answer.body()).as(path).doesNotContain("\tat ", "Exception", "quarkus");
        }
        assertThat(attacker.send(attacker.request("admin", "TRACE", "/api/v1/me", ""))
                        .statusCode())
                .isBetween(400, 499);
    }

    /** API9:2023. Nothing is served that the description does not know: other versions, management, and what is between replicas. */
    @Test
    void improper_inventory_management() {
        for (String path : List.of(
                "/api/v0/me",
                "/api/v2/me",
                "/api/me",
                "/q/metrics",
                "/q/health",
                "/q/openapi",
                "/q/swagger-ui",
                "/q/dev",
                "/metrics",
                "/health",
                "/internal/v1/tallies",
                "/actuator/env",
                "/.git/config",
                "/.env",
                "/api/v1/internal/v1/tallies")) {
            // On a laptop, and nowhere else, health and metrics are a redirect away (ManagementRedirect).
            assertThat(get("admin", path).statusCode())
                    .as(path)
                    .isIn(path.startsWith("/q/") ? List.of(404, 307) : List.of(404));
        }
    }

    /** API10:2023. What others sent is data in every answer: never markup, never a formula. */
    @Test
    void unsafe_consumption_of_apis() {
        String segment = "=HYPERLINK(\"http://evil.test\")</script><img src=x onerror=alert(1)>";
        String escaped = segment.replace("\"", "\\\"");
        lodestar.as("ingest")
                .contentType("application/json")
                .body("[{\"user_id\":\"u-evil\",\"signup_date\":\"" + Instant.now() + "\",\"segment\":\"" + escaped
                        + "\"}]")
                .post("/profiles")
                .then()
                .statusCode(202);
        Await.until(
                "the profile counts",
                () -> get("viewer", "/api/v1/funnel?breakdown=segment").body().contains("HYPERLINK"));

        HttpResponse<String> json = get("viewer", "/api/v1/funnel?breakdown=segment");
        assertThat(json.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(json.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        HttpResponse<String> csv =
                attacker.send(attacker.request("viewer", "GET", "/api/v1/funnel?breakdown=segment", "")
                        .header("Accept", "text/csv"));
        assertThat(csv.body()).contains("'=HYPERLINK").doesNotContain(",=", ",\"=", "\n=");
    }

    /** API4:2023, at last: a head that drips in since the start of the suite has been cut off meanwhile. */
    @Test
    @Order(Integer.MAX_VALUE - 1)
    void a_connection_whose_request_does_not_get_ready_is_not_kept() throws Exception {
        assertThat(dripping.get(2, TimeUnit.MINUTES)).isGreaterThan(HEAD_WITHIN.minusSeconds(1));
    }

    /** Last, because it writes whatever comes. */
    @Test
    @Order(Integer.MAX_VALUE)
    void no_random_request_breaks_a_service_passes_without_its_role_or_shows_a_stack() {
        Random random = new Random(SEED);
        RandomRequests requests = new RandomRequests(operations, new ValidRequests(lodestar, operations), random);
        ReachedServices before = ReachedServices.now(lodestar);
        Map<String, Integer> aimed = new TreeMap<>();
        for (int number = 0; number < REQUESTS; number++) {
            RandomRequests.Shot shot = requests.next();
            HttpResponse<String> answer =
                    attacker.send(attacker.request(shot.role(), shot.operation().method(), shot.address(), shot.body())
                            .header("Content-Type", shot.contentType())
                            .header("Idempotency-Key", "fuzz-" + SEED) // one run, not one for each attempt
                            .header("Accept", shot.accept()));
            aimed.merge(ReachedServices.behind(shot.operation()), 1, Integer::sum);
            String what = "seed " + SEED + ", request " + number + ": " + shot + " answered " + answer.statusCode()
                    + " " + answer.body();
            assertThat(answer.statusCode()).describedAs(what).isLessThan(500);
            if (answer.statusCode() >= 400) {
                assertThat(answer.headers().firstValue("Content-Type"))
                        .describedAs(what)
                        .hasValue("application/problem+json");
                assertThat(answer.body())
                        .describedAs(what)
                        .doesNotContain("\tat ", "Exception", "java.", "dev.lodestar");
            }
            if (!opens(shot.operation(), shot.role())) {
                assertThat(answer.statusCode()).describedAs(what).isBetween(400, 499);
            }
        }
        assertThat(commands.run("status").exitCode()).isZero();
        assertReached(ReachedServices.now(lodestar).since(before), aimed);
    }

    /** Requests that all die at the gateway would prove nothing of the services. */
    private static void assertReached(ReachedServices reached, Map<String, Integer> aimed) {
        assertThat(aimed).hasSize(6);
        aimed.forEach((service, requests) -> assertThat(reached.of(service))
                .as("of %d requests meant for %s", requests, service)
                .isGreaterThan((long) (requests * LEAST_SHARE_REACHED)));
        assertThat(operations.stream()
                        .filter(operation -> operation.built() && !operation.isStream())
                        .filter(operation -> reached.answered(operation) == 0)
                        .toList())
                .as("operations without a single good answer")
                .isEmpty();
    }

    private static HttpResponse<String> get(String role, String path) {
        return attacker.send(attacker.request(role, "GET", path, ""));
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Spaces, packed: some of a thousandth of their size. */
    private static byte[] packed(int bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] megabyte = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (int written = 0; written < bytes; written += megabyte.length) {
                out.write(megabyte);
            }
        }
        return packed.toByteArray();
    }
}
