package dev.lodestar.growth.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.analysis.StepOutcome;
import dev.lodestar.growth.edge.Upstream;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Upstream.class, scope = TestResourceScope.GLOBAL)
class RunStepTest {

    private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    DataSource database;

    private final String runId = UUID.randomUUID().toString();
    private RunTopics topics;

    @BeforeEach
    void connect() {
        topics = new RunTopics();
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    @Test
    void the_step_is_computed_when_all_it_builds_on_has_come() {
        topics.send(command(List.of()));
        inputs().forEach((step, answer) -> topics.send(succeeded(step, answer)));

        AnalysisResult result = topics.awaitGrowthResult(runId);
        assertThat(result.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
        JsonNode answer = answer(result);
        assertThat(answer.at("/levers/levers")).hasSizeGreaterThanOrEqualTo(5);
        assertThat(answer.at("/levers/definition/seed").asLong()).isEqualTo(7);
        assertThat(answer.at("/levers/as_of/partitions/0").asLong()).isEqualTo(1200);
        assertThat(answer.at("/projections/months")).hasSize(7);
        assertThat(answer.at("/sensitivity/inputs")).isNotEmpty();
        assertThat(answer.at("/unit_economics/rows").isArray()).isTrue();
        assertThat(answer.at("/missing")).isEmpty();
    }

    @Test
    void results_may_come_before_the_command_and_everything_twice() {
        inputs().forEach((step, answer) -> topics.send(succeeded(step, answer)));
        inputs().forEach((step, answer) -> topics.send(succeeded(step, answer)));
        topics.send(command(List.of("seo_content")));
        AnalysisResult result = topics.awaitGrowthResult(runId);
        assertThat(answer(result).at("/projections/levers")).hasSize(1);
        topics.send(command(List.of("seo_content")));

        String other = UUID.randomUUID().toString();
        topics.send(new AnalysisCommand(
                other, AnalysisStep.GROWTH, null, null, null, List.of(), 6, 7, Map.of(), 0, NOW, "ana", null));
        topics.awaitGrowthResult(other);
        assertThat(topics.growthResults(runId)).hasSize(1);
    }

    @Test
    void what_does_not_come_in_time_is_assumed_and_named() {
        topics.send(command(List.of()));
        topics.send(succeeded(AnalysisStep.FUNNEL, inputs().getOrDefault(AnalysisStep.FUNNEL, recorded("funnel"))));
        topics.send(AnalysisResult.failed(command(AnalysisStep.LTV), "out of memory", NOW, 1));

        AnalysisResult result = topics.awaitGrowthResult(runId);
        JsonNode missing = answer(result).at("/missing");
        assertThat(missing.path("ltv").asText()).isEqualTo("out of memory");
        assertThat(missing.path("retention").asText()).isEqualTo("no result came in time");
        assertThat(missing.has("funnel")).isFalse();
    }

    @Test
    void with_nothing_to_build_on_the_step_fails_and_says_so() {
        topics.send(command(List.of()));

        AnalysisResult result = topics.awaitGrowthResult(runId);
        assertThat(result.outcome()).isEqualTo(StepOutcome.FAILED);
        assertThat(result.reason()).contains("no result came in time");
    }

    @Test
    void a_result_that_nothing_but_time_set_off_belongs_to_the_trace_of_its_command() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        topics.send(command(List.of()), "00-" + trace + "-b7ad6b7169203331-00");

        topics.awaitGrowthResult(runId);

        assertThat(topics.traceOf(runId)).contains(trace);
    }

    @Test
    void an_unknown_lever_fails_the_step_and_names_those_there_are() {
        inputs().forEach((step, answer) -> topics.send(succeeded(step, answer)));
        topics.send(command(List.of("teleportation")));

        AnalysisResult result = topics.awaitGrowthResult(runId);
        assertThat(result.outcome()).isEqualTo(StepOutcome.FAILED);
        assertThat(result.reason()).contains("teleportation").contains("seo_content");
    }

    @Test
    void a_run_that_a_killed_replica_left_behind_is_taken_up_again() throws SQLException {
        inputs().forEach((step, answer) -> topics.send(succeeded(step, answer)));
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into growth_run (run_id, command, received_at, claimed_at)
                        values (?, ?, now() - interval '1 hour', now() - interval '1 hour')
                        """)) {
            insert.setString(1, runId);
            insert.setString(2, new String(AnalysisJson.write(command(List.of())), StandardCharsets.UTF_8));
            insert.execute();
        }

        assertThat(topics.awaitGrowthResult(runId).outcome()).isNotNull();
    }

    @Test
    void a_record_that_cannot_be_read_does_not_block_the_others() {
        topics.sendCommandBytes("not json".getBytes(StandardCharsets.UTF_8));
        topics.send(command(List.of()));
        inputs().forEach((step, answer) -> topics.send(succeeded(step, answer)));

        assertThat(topics.awaitGrowthResult(runId).outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    }

    private static Map<AnalysisStep, JsonNode> inputs() {
        ObjectNode funnel = JSON.createObjectNode();
        funnel.set("total", recorded("funnel"));
        funnel.set("segment", recorded("funnel"));
        return Map.of(
                AnalysisStep.SUMMARY, recorded("summary"),
                AnalysisStep.ACQUISITION, recorded("acquisition"),
                AnalysisStep.FUNNEL, funnel,
                AnalysisStep.RETENTION, recorded("retention"),
                AnalysisStep.LTV, recorded("ltv"));
    }

    private static JsonNode recorded(String name) {
        try {
            return JSON.readTree(Upstream.body(name));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recorded answer cannot be read: " + name, e);
        }
    }

    private AnalysisCommand command(List<String> levers) {
        return new AnalysisCommand(
                runId, AnalysisStep.GROWTH, null, null, null, levers, 6, 7, Map.of(), 0, NOW, "ana", null);
    }

    private AnalysisCommand command(AnalysisStep step) {
        return new AnalysisCommand(runId, step, null, null, null, List.of(), 6, 7, Map.of(), 0, NOW, "ana", null);
    }

    private AnalysisResult succeeded(AnalysisStep step, JsonNode answer) {
        return AnalysisResult.succeeded(command(step), answer, NOW, 1);
    }

    private static JsonNode answer(AnalysisResult result) {
        assertThat(result.reason()).isNull();
        return Objects.requireNonNull(result.answer());
    }
}
