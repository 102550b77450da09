package dev.lodestar.report.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.analysis.Requester;
import dev.lodestar.contracts.analysis.RunOutcome;
import dev.lodestar.contracts.analysis.StepEnd;
import dev.lodestar.contracts.wire.RecordHeaders;
import dev.lodestar.report.answer.Fixtures;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others are told of a run that has ended. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class RunEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @Inject
    Pool database;

    private OtherServices others;

    @BeforeEach
    void join() {
        others = new OtherServices();
    }

    @AfterEach
    void leave() {
        others.close();
    }

    @Test
    void a_run_that_ends_is_told_with_its_outcome_its_position_its_trace_and_who_started_it_by_id() {
        UUID run = started("sub-of-ann", "Ann", UUID.randomUUID().toString());
        Map<AnalysisStep, AnalysisCommand> commands = others.commands(run);
        Map<AnalysisStep, JsonNode> answers = Fixtures.answers(Fixtures.FULL);
        commands.forEach((step, command) -> others.succeed(command, Objects.requireNonNull(answers.get(step))));

        ConsumerRecord<byte[], byte[]> told = others.ends(run, 1).getFirst();
        AnalysisResult result = AnalysisJson.readResult(told.value());
        StepEnd end = AnalysisJson.readEnd(told.value());

        // One of the seven queries is not served by the peer of this test.
        assertThat(result.run()).satisfies(it -> assertThat(it.outcome()).isEqualTo(RunOutcome.PARTIAL));
        assertThat(Objects.requireNonNull(result.answer()).path("missing")).hasSize(1);
        assertThat(result.requestedBy()).isEqualTo("Ann");
        assertThat(result.requester()).isEqualTo(new Requester("sub-of-ann", "lodestar-test"));
        assertThat(end.asOf()).satisfies(it -> assertThat(it.partitions()).containsEntry("11", 1011L));
        assertThat(commands.values()).extracting(AnalysisCommand::requester).containsOnly(result.requester());
        String traceParent =
                new String(told.headers().lastHeader(RecordHeaders.TRACE_PARENT).value(), StandardCharsets.US_ASCII);
        assertThat(traceParent).startsWith("00-" + trace + "-");
    }

    @Test
    void an_end_that_the_broker_may_not_have_is_told_again_and_moves_nothing() {
        UUID run = started("sub-of-bob", "Bob", UUID.randomUUID().toString());
        others.commands(run).values().forEach(command -> others.fail(command, "not in this test"));
        assertThat(others.ends(run, 1)).hasSize(1);

        forgetThatTheEndIsTold(run);

        List<ConsumerRecord<byte[], byte[]>> told = others.ends(run, 2);
        assertThat(told).hasSize(2).allSatisfy(record -> {
            AnalysisResult result = AnalysisJson.readResult(record.value());
            assertThat(result.run()).satisfies(it -> assertThat(it.outcome()).isEqualTo(RunOutcome.FAILED));
            assertThat(AnalysisJson.readEnd(record.value()).asOf()).isNull();
        });
        given().header("Authorization", Tokens.bearer("sub-of-bob", "viewer"))
                .get("/api/v1/analysis/runs/" + run)
                .then()
                .statusCode(200)
                .body("state", equalTo("failed"));
    }

    @Test
    void an_end_that_cannot_be_told_keeps_no_later_one_from_being_told() {
        UUID broken = started("sub-of-eve", "Eve", UUID.randomUUID().toString());
        others.commands(broken).values().forEach(command -> others.fail(command, "not in this test"));
        assertThat(others.ends(broken, 1)).hasSize(1);
        moveReport(broken, "running");
        forgetThatTheEndIsTold(broken);
        try {
            UUID later = started("sub-of-eve", "Eve", UUID.randomUUID().toString());
            others.commands(later).values().forEach(command -> others.fail(command, "not in this test"));

            assertThat(others.ends(later, 1)).hasSize(1);
        } finally {
            moveReport(broken, "succeeded");
        }
        assertThat(others.ends(broken, 2)).hasSize(2);
    }

    private void moveReport(UUID run, String state) {
        database.preparedQuery("update analysis_step set state = $2 where run_id = $1 and name = 'report'")
                .execute(Tuple.of(run, state))
                .await()
                .atMost(LIMIT);
    }

    @Test
    void two_people_of_one_name_have_keys_of_their_own() {
        String key = UUID.randomUUID().toString();
        UUID first = started("sub-1", "Chris", key);
        UUID second = started("sub-2", "Chris", key);

        assertThat(second).isNotEqualTo(first);
        assertThat(started("sub-1", "Chris, married", key)).isEqualTo(first);
        for (UUID run : List.of(first, second)) {
            others.commands(run).values().forEach(command -> others.fail(command, "not in this test"));
            assertThat(others.ends(run, 1)).hasSize(1);
        }
    }

    /** The service notes that an end is told only after the broker has it, so this waits until it has been noted. */
    private void forgetThatTheEndIsTold(UUID run) {
        database.preparedQuery(
                        "update analysis_run set end_published_at = null where id = $1 and end_published_at is not null")
                .execute(Tuple.of(run))
                .repeat()
                .withDelay(Duration.ofMillis(50))
                .whilst(updated -> updated.rowCount() == 0)
                .collect()
                .last()
                .await()
                .atMost(LIMIT);
    }

    private UUID started(String subject, String name, String key) {
        return UUID.fromString(
                given().header("Authorization", Tokens.bearer(subject, Map.of("preferred_username", name), "analyst"))
                        .header("traceparent", "00-" + trace + "-b7ad6b7169203331-00")
                        .header("Idempotency-Key", key)
                        .contentType("application/json")
                        .body(Map.of())
                        .post("/api/v1/analysis/run")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id"));
    }
}
