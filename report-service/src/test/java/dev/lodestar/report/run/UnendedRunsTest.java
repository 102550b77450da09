package dev.lodestar.report.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.report.artifact.BundleDraft;
import dev.lodestar.report.artifact.BundleStore;
import dev.lodestar.report.bundle.ComposedBundle;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that are left while the report is composed: by a replica that stopped, or to another one that took the run up. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class UnendedRunsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** When two claims end that nobody takes over. */
    private static final Instant FIRST = Instant.parse("2100-01-01T00:00:00Z");

    private static final Instant SECOND = FIRST.plusSeconds(1);

    private final UUID run = UUID.randomUUID();

    @Inject
    Pool database;

    @Inject
    RunStore store;

    @Inject
    BundleStore bundles;

    @AfterEach
    void clear() {
        execute("delete from analysis_run where id = $1");
    }

    @Test
    void a_run_whose_attempts_all_ended_with_the_process_fails() {
        insert(3, null);

        JsonPath ended = ended();

        assertThat(ended.getString("state")).isEqualTo("failed");
        assertThat(ended.getString("steps.find { it.step == 'report' }.state")).isEqualTo("failed");
        assertThat(ended.getList("missing", String.class)).anyMatch(missing -> missing.contains("3 times"));
    }

    @Test
    void a_late_attempt_neither_ends_the_run_of_another_claim_nor_releases_it_nor_replaces_its_bundle()
            throws Throwable {
        insert(1, FIRST);
        assertThat(await(() -> store.renew(run, FIRST))).isNotNull();
        database.preparedQuery("update analysis_run set claimed_until = $2 where id = $1")
                .execute(Tuple.of(run, SECOND.atOffset(ZoneOffset.UTC)))
                .await()
                .atMost(LIMIT);

        boolean ofTheSecond = await(() -> store.composed(run, SECOND, bundle("second"), null));
        boolean ofTheFirst = await(() -> store.composed(run, FIRST, bundle("first"), null));

        assertThat(ofTheSecond).isTrue();
        assertThat(ofTheFirst).isFalse();
        assertThat(given().header("Authorization", Tokens.bearer("ann", "analyst"))
                        .get("/api/v1/analysis/runs/" + run + "/artifacts/a.txt")
                        .asString())
                .isEqualTo("second");
    }

    @Test
    void a_claim_that_another_has_taken_over_is_neither_renewed_nor_released_nor_used() throws Throwable {
        insert(1, SECOND);

        assertThat(await(() -> store.renew(run, FIRST))).isNull();
        assertThat(await(() -> store.beginReport(run, FIRST))).isNull();
        assertThat(await(() -> store.notComposed(run, FIRST, "late"))).isFalse();
        await(() -> store.release(run, FIRST));

        assertThat(await(() -> store.find(run))).satisfies(found -> {
            assertThat(found.claimedUntil).isEqualTo(SECOND);
            assertThat(found.composeAttempts).isEqualTo(1);
            assertThat(found.finishedAt).isNull();
        });
    }

    private ComposedBundle bundle(String text) {
        try {
            BundleDraft draft = bundles.draft(run);
            draft.text("a.txt", text);
            return new ComposedBundle(draft, draft.artifacts(), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T await(Supplier<Uni<T>> transaction) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(transaction);
    }

    private void insert(int attempts, @Nullable Instant claimedUntil) {
        database.preparedQuery("""
                        with run as (
                          insert into analysis_run (id, requested_by, requested_at, levers, months, seed, missing, compose_attempts, claimed_until)
                          values ($1, 'unended', now(), '', 12, 1, '', $2, $3) returning id)
                        insert into analysis_step (run_id, name, position, state, started_at, finished_at, duration_millis, reason)
                        select id, 'summary', 0, 'failed', now(), now(), 1, 'not in this test' from run
                        union all
                        select id, 'report', 1, 'running', now(), null, null, null from run
                        """)
                .execute(Tuple.of(run, attempts, claimedUntil == null ? null : claimedUntil.atOffset(ZoneOffset.UTC)))
                .await()
                .atMost(LIMIT);
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
