package dev.lodestar.report.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that start runs at the same time. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class RunsAtOnceTest {
    private static final int CALLS = 4;
    private static final Config CONFIG = ConfigProvider.getConfig();

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
        List<Response> answers = new ArrayList<>();

        try (ExecutorService callers = Executors.newFixedThreadPool(CALLS);
                Connection gate = DriverManager.getConnection(
                        CONFIG.getValue("quarkus.datasource.jdbc.url", String.class),
                        CONFIG.getValue("quarkus.datasource.username", String.class),
                        CONFIG.getValue("quarkus.datasource.password", String.class));
                Statement statement = gate.createStatement()) {
            gate.setAutoCommit(false);
            statement.execute("lock table analysis_run in share mode");
            List<Future<Response>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(callers.submit(() -> start(key)));
            }
            awaitStoring(statement);
            gate.commit();
            for (Future<Response> call : calls) {
                answers.add(call.get());
            }
        }

        assertThat(answers).extracting(Response::statusCode).containsOnly(202);
        assertThat(answers.stream().map(answer -> answer.header("Location")).distinct())
                .hasSize(1);
        UUID run = UUID.fromString(answers.getFirst().path("id"));
        others.commands(run).values().forEach(command -> others.fail(command, "not in this test"));
        assertThat(others.ends(run, 1)).hasSize(1);
    }

    private static void awaitStoring(Statement statement) throws SQLException {
        Instant until = Instant.now().plusSeconds(20);
        while (storing(statement) < CALLS) {
            assertThat(Instant.now()).as("waiting for the calls").isBefore(until);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static int storing(Statement statement) throws SQLException {
        // Within a transaction the activity is that of the first look at it.
        statement.execute("select pg_stat_clear_snapshot()");
        try (ResultSet waiting = statement.executeQuery("select count(*) from pg_stat_activity"
                + " where wait_event_type = 'Lock' and query ilike 'insert into analysis_run%'")) {
            waiting.next();
            return waiting.getInt(1);
        }
    }

    private static Response start(String key) {
        return given().header("Authorization", Tokens.bearer("dora", "analyst"))
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body("{\"seed\":3}")
                .post("/api/v1/analysis/run");
    }
}
