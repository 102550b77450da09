package dev.lodestar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.e2e.TraceCollector.Collected;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateway and ingest service as processes of their own send what they record to a collector, as in a deployment. */
class CollectedTraceTest {
    private static final String CALLERS_SPAN = "b7ad6b7169203331";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path scratch;

    @SuppressWarnings("NullAway.Init")
    private static TraceCollector collector;

    @SuppressWarnings("NullAway.Init")
    private static ServiceProcess ingest;

    @SuppressWarnings("NullAway.Init")
    private static ServiceProcess gateway;

    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void start() throws IOException {
        collector = new TraceCollector();
        Map<String, String> exporting = Map.of(
                "quarkus.otel.exporter.otlp.endpoint", collector.endpoint(),
                "quarkus.otel.exporter.otlp.protocol", "http/protobuf",
                "quarkus.otel.bsp.schedule.delay", "PT0.1S");
        Map<String, String> shared = new LodestarTestResource().start();
        CompletableFuture<ServiceProcess> starting = CompletableFuture.supplyAsync(
                () -> new ServiceProcess("ingest-service", settings(shared, exporting), scratch));
        Map<String, String> gatewaySettings = settings(new LodestarTestResource().start(), exporting);
        // What a test of the gateway alone knows: no provider to log in at, and everything is recorded.
        gatewaySettings.put("quarkus.profile", "test");
        gatewaySettings.put("lodestar.topics.prefix", shared.getOrDefault("lodestar.topics.prefix", ""));
        ingest = starting.join();
        for (String service : List.of("ingest", "metrics", "cohort", "growth", "report")) {
            gatewaySettings.put(
                    "lodestar." + service + ".url", ingest.uri("").resolve("/").toString());
        }
        gateway = new ServiceProcess("gateway", gatewaySettings, scratch);
    }

    private static Map<String, String> settings(Map<String, String> backends, Map<String, String> exporting) {
        Map<String, String> settings = new HashMap<>(backends);
        settings.putAll(exporting);
        settings.put("lodestar.pseudonym.key", secret());
        settings.put("lodestar.client.secret", secret());
        settings.put("lodestar.audit.signing-key", secret());
        return settings;
    }

    /** 32 random bytes in Base64. */
    private static String secret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        ingest.close();
        collector.close();
    }

    @Test
    void a_request_arrives_at_the_collector_as_one_trace_through_gateway_service_log_and_warehouse() {
        String events = IntStream.range(0, 20)
                .mapToObj(i -> """
                        {"event_id":"%1$s-%2$d","user_id":"u-%2$d","event_type":"page_viewed","timestamp":"2026-05-01T12:00:00Z"}""".formatted(trace, i))
                .collect(Collectors.joining(",", "[", "]"));
        gateway.as("ingest")
                .header("traceparent", "00-" + trace + "-" + CALLERS_SPAN + "-01")
                .contentType("application/json")
                .body(events)
                .post("/events")
                .then()
                .statusCode(202);

        Await.until(
                "all spans have arrived",
                () -> !of("gateway", SpanKind.SPAN_KIND_SERVER).isEmpty()
                        && !of("gateway", SpanKind.SPAN_KIND_CLIENT).isEmpty()
                        && !of("ingest-service", SpanKind.SPAN_KIND_SERVER).isEmpty()
                        && !of("ingest-service", SpanKind.SPAN_KIND_CONSUMER).isEmpty());
        Collected asked = only("gateway", SpanKind.SPAN_KIND_SERVER);
        Collected asking = only("gateway", SpanKind.SPAN_KIND_CLIENT);
        Collected served = only("ingest-service", SpanKind.SPAN_KIND_SERVER);
        assertThat(asked.parent()).isEqualTo(CALLERS_SPAN);
        assertThat(asking.parent()).isEqualTo(asked.id());
        assertThat(served.parent()).isEqualTo(asking.id());
        assertThat(of("ingest-service", SpanKind.SPAN_KIND_CONSUMER)).allSatisfy(write -> {
            assertThat(write.parent()).isEqualTo(served.id());
            assertThat(write.name()).startsWith("write ").endsWith("timeline.v1");
        });
    }

    private Collected only(String service, SpanKind kind) {
        List<Collected> found = of(service, kind);
        assertThat(found)
                .as("%s of %s in %s", kind, service, collector.spans(trace))
                .hasSize(1);
        return found.getFirst();
    }

    private List<Collected> of(String service, SpanKind kind) {
        return collector.spans(trace).stream()
                .filter(span -> span.service().equals(service) && span.kind() == kind)
                .toList();
    }
}
