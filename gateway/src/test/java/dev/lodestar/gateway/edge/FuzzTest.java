package dev.lodestar.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random requests over every operation of the API's own description, with values that programs stumble over. {@code -Dlodestar.fuzz.requests=10000} makes more of
 * them, {@code -Dlodestar.fuzz.seed} others. What is behind the gateway is a stand-in here: this holds the gateway and its own resources.
 */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("lodestar.fuzz.requests", 300);
    private static final long SEED = Long.getLong("lodestar.fuzz.seed", 20260101L);

    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "9223372036854775807",
            "1e999",
            "NaN",
            "null",
            "true",
            "2024-02-30",
            "2024-01-01T00:00:00Z",
            "'%20or%201=1--",
            "%22%3E%3Cscript%3E",
            "..%2e",
            "%00",
            "%F0%9F%92%A9",
            "%ff%fe",
            "a".repeat(2000),
            "=1+1",
            "$%7B7*7%7D",
            "%0d%0aX:1",
            "x");

    private static final List<String> BODIES = List.of(
            "",
            "{",
            "null",
            "[]",
            "{}",
            "\"x\"",
            "[".repeat(5_000),
            "{\"a\":".repeat(3_000),
            "{\"__proto__\":{\"admin\":true}}",
            "{\"role\":\"admin\",\"roles\":[\"admin\"]}",
            "\u0000\u0001",
            "{\"steps\":[" + "1,".repeat(2_000) + "1]}");

    private static final List<String> ROLES =
            List.of(Roles.VIEWER, Roles.ANALYST, Roles.INGEST, Roles.OPERATOR, Roles.PRIVACY, Roles.AUDITOR, "");

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource("/")
    URL gateway;

    /** An operation of the description. */
    private record Operation(String method, String path, String role, List<String> parameters) {}

    @Test
    void no_request_breaks_the_gateway_passes_without_its_role_or_shows_a_stack() throws Exception {
        List<Operation> operations = operations();
        Random random = new Random(SEED);
        HttpClient client = HttpClient.newHttpClient();
        for (int number = 0; number < REQUESTS; number++) {
            Operation operation = operations.get(random.nextInt(operations.size()));
            String role = ROLES.get(random.nextInt(ROLES.size()));
            HttpRequest request = request(operation, role, random);
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            String what = "seed " + SEED + ", request " + number + ": " + request.method() + " " + request.uri()
                    + " as '" + role + "' answered " + answer.statusCode() + " " + answer.body();
            boolean serviceIsDown = answer.body().contains("\"service_unavailable\"");
            assertThat(answer.statusCode() < 500 || serviceIsDown)
                    .describedAs(what)
                    .isTrue();
            assertThat(answer.body()).describedAs(what).doesNotContain("\tat ", "Exception", "io.quarkus", "io.vertx");
            if (!operation.role().equals("authenticated") && !operation.role().equals(role)) {
                assertThat(answer.statusCode()).describedAs(what).isBetween(400, 499);
            }
            if (answer.statusCode() >= 400) {
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .describedAs(what)
                        .isEqualTo("application/problem+json");
            }
        }
    }

    private List<Operation> operations() throws Exception {
        JsonNode document = new ObjectMapper()
                .readTree(given().header("Authorization", Tokens.bearer("alice", Roles.VIEWER))
                        .get("/api/v1/openapi")
                        .asString());
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    List<String> parameters = new ArrayList<>(List.of("from", "to", "limit", "cursor"));
                    method.getValue().path("parameters").forEach(parameter -> {
                        if (parameter.path("in").asText().equals("query")) {
                            parameters.add(parameter.path("name").asText());
                        }
                    });
                    operations.add(new Operation(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            method.getValue().path("x-role").asText(),
                            parameters));
                }));
        operations.removeIf(operation ->
                operation.path().endsWith("/events") && operation.method().equals("GET"));
        assertThat(operations)
                .hasSizeGreaterThan(50)
                .allSatisfy(operation -> assertThat(operation.role()).isNotEmpty());
        return operations;
    }

    private HttpRequest request(Operation operation, String role, Random random) {
        StringBuilder address = new StringBuilder();
        for (String segment : operation.path().substring(1).split("/")) {
            address.append('/').append(segment.startsWith("{") ? orX(value(random)) : segment);
        }
        for (int parameter = random.nextInt(4); parameter > 0; parameter--) {
            String name = operation
                    .parameters()
                    .get(random.nextInt(operation.parameters().size()));
            address.append(address.indexOf("?") < 0 ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(value(random));
        }
        boolean body = operation.method().equals("POST") || operation.method().equals("PUT");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + gateway.getAuthority() + address))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", random.nextBoolean() ? "*/*" : "application/json")
                .method(
                        operation.method(),
                        body
                                ? HttpRequest.BodyPublishers.ofString(BODIES.get(random.nextInt(BODIES.size())))
                                : HttpRequest.BodyPublishers.noBody());
        if (body) {
            request.header("Content-Type", random.nextInt(5) == 0 ? "text/xml" : "application/json");
        }
        if (!role.isEmpty()) {
            request.header("Authorization", Tokens.bearer("fuzz-" + random.nextInt(1000), role));
        }
        return request.build();
    }

    private static String value(Random random) {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private static String orX(String value) {
        return value.isEmpty() ? "x" : value;
    }
}
