package dev.lodestar.gateway.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.lodestar.gateway.edge.FakeServices;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class TraceTest {
    private static final String CALLERS_SPAN = "b7ad6b7169203331";

    /** What a Prometheus says that it reads. */
    private static final String PROMETHEUS =
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                    + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @Inject
    OpenTelemetry telemetry;

    @Inject
    RecordedSpans spans;

    @Test
    void the_service_behind_is_asked_within_the_callers_trace_by_the_gateways_own_span() {
        Response answer = ask("01");
        String passedOn = answer.path("headers.traceparent");

        SpanData asked = only(SpanKind.SERVER);
        SpanData asking = only(SpanKind.CLIENT);
        assertThat(asked.getParentSpanId()).isEqualTo(CALLERS_SPAN);
        assertThat(asking.getParentSpanId()).isEqualTo(asked.getSpanId());
        assertThat(passedOn).isEqualTo("00-" + trace + "-" + asking.getSpanId() + "-01");
    }

    @Test
    void a_trace_is_found_by_the_request_id_that_the_audit_log_keeps() {
        String requestId = ask("01").header("X-Request-Id");

        assertThat(only(SpanKind.SERVER).getAttributes().get(AttributeKey.stringKey("lodestar.request_id")))
                .isEqualTo(requestId);
    }

    @Test
    void whether_a_trace_is_recorded_is_not_for_the_caller_to_say() {
        ask("00");

        assertThat(ended(span -> true))
                .as("this gateway records everything, what the caller does not record too")
                .isNotEmpty();
    }

    @Test
    void a_duration_names_a_trace_that_took_it() {
        ask("01");

        given().baseUri(management())
                .header("Accept", PROMETHEUS)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("trace_id=\""));
    }

    /** Refused requests too, which leave the path as it came. */
    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/v1/users/jane%40example.org",
        "DELETE, /api/v1/users?user_id=jane@example.org",
        "GET, /api/v1/users/jane@example.org/export",
        "GET, /api/v1/users/export?user%5Fid=jane@example.org",
        "GET, /api/v1/users/jane@example.org/nothing",
        "PATCH, /api/v1/users/jane@example.org",
        "GET, /api/v1/users/jane@example.org;a=b/export",
        "GET, /api/v1/%75sers/jane@example.org"
    })
    void no_span_and_no_meter_tells_a_users_clear_id(String method, String address) {
        given().urlEncodingEnabled(false)
                .header("Authorization", Tokens.bearer("petra", Roles.PRIVACY))
                .header("traceparent", "00-" + trace + "-" + CALLERS_SPAN + "-01")
                .request(method, address);

        assertThat(ended(span -> span.getKind() == SpanKind.SERVER)).hasSize(1);
        assertThat(ended(span -> true)).allSatisfy(span -> {
            assertThat(span.getName()).doesNotContain("jane");
            assertThat(span.getAttributes().toString()).doesNotContain("jane");
            assertThat(span.getEvents().toString()).doesNotContain("jane");
        });
        given().baseUri(management()).get("/q/metrics").then().statusCode(200).body(not(containsString("jane")));
    }

    private static String management() {
        return "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    }

    private Response ask(String flags) {
        return given().header("Authorization", Tokens.bearer("alice", Roles.VIEWER))
                .header("traceparent", "00-" + trace + "-" + CALLERS_SPAN + "-" + flags)
                .get("/api/v1/funnel")
                .then()
                .statusCode(200)
                .extract()
                .response();
    }

    private SpanData only(SpanKind kind) {
        List<SpanData> found = ended(span -> span.getKind() == kind);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** Spans of the trace, once there is one: a span ends after its answer has left, which the client may have by then. */
    private List<SpanData> ended(Predicate<SpanData> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<SpanData> found;
        do {
            found = spans.of(telemetry, trace).stream().filter(wanted).toList();
            Thread.onSpinWait();
        } while (found.isEmpty() && System.nanoTime() < deadline);
        return found;
    }
}
