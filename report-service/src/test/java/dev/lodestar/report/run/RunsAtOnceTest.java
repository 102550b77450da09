package dev.lodestar.report.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.testkit.devstack.AtOnce;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that start runs at the same time. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class RunsAtOnceTest {
    private static final int CALLS = 4;
    /** {@code lodestar.run.unfinished-limit} by default. */
    private static final int LIMIT = 10;

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

    /** Nothing can be stored until all of the calls have found that there is no run of the key. */
    @Test
    void calls_with_one_key_at_once_start_one_run_and_are_all_told_of_it() throws Exception {
        String key = UUID.randomUUID().toString();

        List<Response> answers = AtOnce.adding("analysis_run", Collections.nCopies(CALLS, () -> start(key)));

        assertThat(answers).extracting(Response::statusCode).containsOnly(202);
        assertThat(answers.stream().map(answer -> answer.header("Location")).distinct())
                .hasSize(1);
        UUID run = UUID.fromString(answers.getFirst().path("id"));
        others.commands(run).values().forEach(command -> others.fail(command, "not in this test"));
        assertThat(others.ends(run, 1)).hasSize(1);
    }

    @Test
    void of_runs_started_at_once_there_are_no_more_unfinished_than_there_may_be() throws Exception {
        List<UUID> started = new ArrayList<>();
        while (unfinished() < LIMIT - 1) {
            started.add(UUID.fromString(start(UUID.randomUUID().toString()).path("id")));
        }

        List<Response> answers = AtOnce.adding(
                "analysis_run",
                Collections.nCopies(CALLS, () -> start(UUID.randomUUID().toString())));

        answers.stream()
                .filter(answer -> answer.statusCode() == 202)
                .forEach(answer -> started.add(UUID.fromString(answer.path("id"))));
        started.forEach(
                run -> others.commands(run).values().forEach(command -> others.fail(command, "not in this test")));
        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(202, 429, 429, 429);
        started.forEach(run -> assertThat(others.ends(run, 1)).hasSize(1));
    }

    private long unfinished() {
        return database.query("select count(*) from analysis_run where finished_at is null")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static Response start(String key) {
        return given().header("Authorization", Tokens.bearer("dora", "analyst"))
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body("{\"seed\":3}")
                .post("/api/v1/analysis/run");
    }
}
