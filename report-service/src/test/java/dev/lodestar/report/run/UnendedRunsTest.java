package dev.lodestar.report.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run that a stopped replica left while it composed the report. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class UnendedRunsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final UUID run = UUID.randomUUID();

    @Inject
    Pool database;

    @AfterEach
    void clear() {
        execute("delete from analysis_run where id = $1");
    }

    @Test
    void a_run_whose_attempts_all_ended_with_the_process_fails() {
        execute("""
                with run as (
                  insert into analysis_run (id, requested_by, requested_at, levers, months, seed, missing, compose_attempts)
                  values ($1, 'unended', now(), '', 12, 1, '', 3) returning id)
                insert into analysis_step (run_id, name, position, state, started_at, finished_at, duration_millis, reason)
                select id, 'summary', 0, 'failed', now(), now(), 1, 'not in this test' from run
                union all
                select id, 'report', 1, 'running', now(), null, null, null from run
                """);

        JsonPath ended = ended();

        assertThat(ended.getString("state")).isEqualTo("failed");
        assertThat(ended.getString("steps.find { it.step == 'report' }.state")).isEqualTo("failed");
        assertThat(ended.getList("missing", String.class)).anyMatch(missing -> missing.contains("3 times"));
    }

    private JsonPath ended() {
        Instant limit = Instant.now().plus(LIMIT);
        JsonPath now = get();
        while (now.get("finished_at") == null && Instant.now().isBefore(limit)) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            now = get();
        }
        return now;
    }

    private JsonPath get() {
        return given().header("Authorization", Tokens.bearer("ann", "viewer"))
                .get("/api/v1/analysis/runs/" + run)
                .jsonPath();
    }

    private void execute(String sql) {
        database.preparedQuery(sql).execute(Tuple.of(run)).await().atMost(LIMIT);
    }
}
