package dev.lodestar.report.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.report.trace.RecordedSpans;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class RunTraceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @Inject
    OpenTelemetry telemetry;

    @Inject
    RecordedSpans spans;

    @Test
    void a_runs_commands_go_out_and_its_results_come_in_within_the_trace_of_who_asked_for_it() {
        try (OtherServices others = new OtherServices()) {
            UUID run = start();

            List<String> traceParents = others.traceParents(run);
            assertThat(traceParents).isNotEmpty().allMatch(value -> value.startsWith("00-" + trace + "-"));

            List<AnalysisCommand> commands = List.copyOf(others.commands(run).values());
            commands.forEach(command -> others.fail(command, "not today", traceParents.getFirst()));
            assertThat(spansOf(SpanKind.CONSUMER, commands.size())).isEqualTo(commands.size());
            assertThat(spansOf(SpanKind.PRODUCER, commands.size())).isEqualTo(commands.size());
        }
    }

    private UUID start() {
        return UUID.fromString(given().header("Authorization", Tokens.bearer("alice", "analyst"))
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .contentType("application/json")
                .body(Map.of())
                .post("/api/v1/analysis/run")
                .then()
                .statusCode(202)
                .extract()
                .path("id"));
    }

    /** How many spans of a kind the trace has, once there are as many as expected or time is up. */
    private long spansOf(SpanKind kind, int expected) {
        Instant limit = Instant.now().plus(LIMIT);
        long found = 0;
        while (found < expected && Instant.now().isBefore(limit)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            found = spans.of(telemetry, trace).stream()
                    .filter(span -> span.getKind() == kind)
                    .count();
        }
        return found;
    }
}
