package dev.lodestar.gateway.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.analysis.Requester;
import dev.lodestar.contracts.analysis.RunEnd;
import dev.lodestar.contracts.analysis.RunOutcome;
import dev.lodestar.contracts.analysis.StepOutcome;
import dev.lodestar.gateway.edge.FakeServices;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plays the services that do the steps of a run. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class RunAuditTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant REQUESTED_AT = Instant.parse("2026-01-02T03:04:05Z");

    private @Nullable Requester requester = new Requester("sub-of-alice", "lodestar-demo");
    private final String runId = UUID.randomUUID().toString();
    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private final String commands = setting("lodestar.topics.commands");
    private final String results = setting("lodestar.topics.results");
    private final KafkaProducer<String, byte[]> services = new KafkaProducer<>(
            Map.of("bootstrap.servers", setting("kafka.bootstrap.servers")),
            new StringSerializer(),
            new ByteArraySerializer());

    @AfterEach
    void disconnect() {
        services.close();
    }

    @Test
    void a_run_of_an_earlier_version_is_in_the_log_with_the_name_of_who_started_it() throws Exception {
        requester = null;
        send(commands, AnalysisJson.write(command(AnalysisStep.SUMMARY)));
        send(
                results,
                AnalysisJson.write(AnalysisResult.skipped(
                        command(AnalysisStep.GROWTH), "no levers", REQUESTED_AT.plusSeconds(3))));

        JsonPath log = entries(2);

        assertThat(log.getList("entries.subject")).containsOnly("alice");
        assertThat(log.getList("entries.client")).containsOnlyNulls();
    }

    @Test
    void the_end_of_a_run_has_one_entry_and_its_beginning_too_however_often_they_are_told() throws Exception {
        send(commands, AnalysisJson.write(command(AnalysisStep.SUMMARY)));
        send(commands, AnalysisJson.write(command(AnalysisStep.SUMMARY)));
        send(results, end(RunOutcome.PARTIAL));
        entries(2);
        send(results, end(RunOutcome.PARTIAL));
        send(
                results,
                AnalysisJson.write(AnalysisResult.skipped(
                        command(AnalysisStep.GROWTH), "after all that", REQUESTED_AT.plusSeconds(9))));

        JsonPath log = entries(3);

        assertThat(log.getList("entries.action")).containsExactlyInAnyOrder("run_started", "run_finished", "run_step");
        Map<String, Object> finished = log.getMap("entries.find { it.action == 'run_finished' }");
        assertThat(finished)
                .containsEntry("at", REQUESTED_AT.plusSeconds(4).toString())
                .containsEntry("subject", "sub-of-alice")
                .containsEntry("client", "lodestar-demo")
                .containsEntry("trace_id", trace)
                .containsEntry("parameters", Map.of("id", runId, "outcome", "partial"))
                .containsEntry("status", 200)
                .containsEntry("code", "run_partial")
                .containsEntry("duration_micros", 4_000_000)
                .containsEntry("as_of", "2026-01-02T03:04:00Z 0:5");
    }

    private byte[] end(RunOutcome outcome) throws Exception {
        return AnalysisJson.write(new AnalysisResult(
                runId,
                AnalysisStep.REPORT,
                StepOutcome.SUCCEEDED,
                null,
                new ObjectMapper()
                        .readTree("{\"as_of\": {\"time\": \"2026-01-02T03:04:00Z\", \"partitions\": {\"0\": 5}}}"),
                REQUESTED_AT.plusSeconds(4),
                300,
                "alice",
                requester,
                new RunEnd(outcome, 4_000)));
    }

    @Test
    void a_run_is_in_the_log_with_who_started_it_and_how_its_steps_ended() throws Exception {
        for (AnalysisStep step : List.of(AnalysisStep.SUMMARY, AnalysisStep.FUNNEL, AnalysisStep.GROWTH)) {
            send(commands, AnalysisJson.write(command(step)));
        }
        send(
                results,
                AnalysisJson.write(AnalysisResult.succeeded(
                        command(AnalysisStep.SUMMARY),
                        new ObjectMapper()
                                .readTree(
                                        "{\"as_of\": {\"time\": \"2026-01-02T03:04:00Z\", \"partitions\": {\"0\": 5, \"1\": 7}}}"),
                        REQUESTED_AT.plusSeconds(1),
                        40)));
        send(results, "no result".getBytes(StandardCharsets.UTF_8));
        send(
                results,
                AnalysisJson.write(AnalysisResult.failed(
                        command(AnalysisStep.FUNNEL), "out of memory", REQUESTED_AT.plusSeconds(2), 50)));
        send(
                results,
                AnalysisJson.write(AnalysisResult.skipped(
                        command(AnalysisStep.GROWTH), "no levers", REQUESTED_AT.plusSeconds(3))));

        JsonPath log = entries(4);

        assertThat(log.getList("entries.subject")).containsOnly("sub-of-alice");
        assertThat(log.getList("entries.client")).containsOnly("lodestar-demo");
        assertThat(log.getList("entries.trace_id")).containsOnly(trace);
        assertThat(log.getList("entries.route")).containsOnly("/api/v1/analysis/runs/{id}");
        Map<String, Object> started = log.getMap("entries.find { it.action == 'run_started' }");
        assertThat(started)
                .containsEntry("at", REQUESTED_AT.toString())
                .containsEntry("parameters", Map.of("id", runId));
        assertThat((String) started.get("source_address")).matches(commands.replace(".", "\\.") + "-\\d+@\\d+");
        Map<String, Object> summary = step(log, "summary");
        assertThat(summary)
                .containsEntry("status", 200)
                .containsEntry("code", null)
                .containsEntry("duration_micros", 40_000)
                .containsEntry("as_of", "2026-01-02T03:04:00Z 0:5,1:7")
                .containsEntry(
                        "parameters",
                        Map.of("id", runId, "step", "summary", "service", "metrics-service", "outcome", "succeeded"));
        assertThat(step(log, "funnel")).containsEntry("status", 500).containsEntry("code", "step_failed");
        assertThat(step(log, "growth")).containsEntry("status", 204).containsEntry("code", "step_skipped");
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static Map<String, Object> step(JsonPath log, String step) {
        return log.getMap("entries.find { it.parameters.step == '" + step + "' }");
    }

    private void send(String topic, byte[] value) throws Exception {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, runId, value);
        message.headers()
                .add("traceparent", ("00-" + trace + "-b7ad6b7169203331-00").getBytes(StandardCharsets.US_ASCII));
        services.send(message).get(30, TimeUnit.SECONDS);
    }

    /** The run's entries, once there are so many. */
    private JsonPath entries(int expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonPath log;
        do {
            log = given().header("Authorization", Tokens.bearer("auditor", Roles.AUDITOR))
                    .get("/api/v1/audit?request_id=" + runId)
                    .jsonPath();
        } while (log.getList("entries").size() < expected && System.nanoTime() < deadline);
        assertThat(log.getList("entries")).hasSize(expected);
        return log;
    }

    private AnalysisCommand command(AnalysisStep step) {
        return new AnalysisCommand(
                runId, step, null, null, null, List.of(), 12, 42, Map.of(0, 5L), 3, REQUESTED_AT, "alice", requester);
    }
}
