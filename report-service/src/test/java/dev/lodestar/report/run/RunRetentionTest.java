package dev.lodestar.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which runs are kept: 20 that somebody started, 10 of each schedule, and the newest that lacks nothing. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class RunRetentionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Later than the runs of other tests, so that none of them is newer. */
    private static final OffsetDateTime NEWEST = OffsetDateTime.parse("2100-01-01T00:00:00Z");

    private final Path bundles =
            Path.of(ConfigProvider.getConfig().getValue("lodestar.artifacts.directory", String.class));

    @Inject
    RunDriver driver;

    @Inject
    Pool database;

    @AfterEach
    void clear() {
        execute("delete from analysis_run where requested_by = 'retention'", Tuple.tuple());
        execute("delete from schedule where name like 'retention%'", Tuple.tuple());
    }

    @Test
    void of_a_schedules_runs_the_newest_are_kept_with_their_bundles_and_the_newest_that_lacks_nothing()
            throws Exception {
        UUID schedule = schedule("retention 1");
        UUID other = schedule("retention 2");
        List<UUID> runs = runs(schedule, 14, 12, 13);
        List<UUID> others = runs(other, 10);
        List<UUID> byHand = runs(null, 5);

        driver.forgetOld();

        List<UUID> kept = new ArrayList<>(runs.subList(0, 10));
        kept.add(runs.get(12));
        assertThat(kept(runs)).isEqualTo(kept);
        assertThat(kept(others)).isEqualTo(others);
        assertThat(kept(byHand)).isEqualTo(byHand);
        assertThat(runs)
                .filteredOn(run -> Files.exists(bundles.resolve(run.toString())))
                .isEqualTo(kept);
    }

    @Test
    void runs_of_a_deleted_schedule_count_among_those_that_somebody_started() throws Exception {
        UUID schedule = schedule("retention 1");
        List<UUID> runs = runs(schedule, 10);
        List<UUID> newer = runs(null, 12);
        execute("update analysis_run set requested_at = requested_at + interval '1 year' where id = any($1)", newer);
        execute("delete from schedule where id = $1", Tuple.of(schedule));

        driver.forgetOld();

        assertThat(kept(newer)).isEqualTo(newer);
        assertThat(kept(runs)).isEqualTo(runs.subList(0, 8));
    }

    @Test
    void a_run_that_goes_on_is_neither_forgotten_nor_counted() throws Exception {
        List<UUID> runs = runs(schedule("retention 1"), 12);
        List<UUID> going = List.of(runs.getFirst(), runs.getLast());
        execute(
                "update analysis_run set end_published_at = null, claimed_until = 'infinity' where id = any($1)",
                going);

        driver.forgetOld();

        assertThat(kept(runs)).isEqualTo(runs);
    }

    private UUID schedule(String name) {
        UUID id = UUID.randomUUID();
        execute("""
                insert into schedule (id, name, cron, time_zone, enabled, levers, months, seed, version, created_at, created_by, updated_at, updated_by)
                values ($1, $2, '@daily', 'UTC', false, '', 12, 1, 1, now(), 'x', now(), 'x')
                """, Tuple.of(id, name));
        return id;
    }

    /** Runs that have ended, newest first, each with a bundle on disk; the ones at these places lack nothing. */
    private List<UUID> runs(@Nullable UUID schedule, int count, Integer... complete) throws IOException {
        List<UUID> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID id = UUID.randomUUID();
            execute(
                    """
                    insert into analysis_run (id, requested_by, requested_at, levers, months, seed, missing, schedule_id, complete, finished_at, end_published_at)
                    values ($1, 'retention', $2, '', 12, 1, '', $3, $4, now(), now())
                    """,
                    Tuple.of(
                            id, NEWEST.minusDays(i), schedule, List.of(complete).contains(i)));
            Files.createDirectories(bundles.resolve(id.toString()).resolve("figures"));
            Files.writeString(bundles.resolve(id.toString()).resolve("manifest.json"), "{}");
            runs.add(id);
        }
        return runs;
    }

    /** Those of the runs that there still are. */
    private List<UUID> kept(List<UUID> runs) {
        List<UUID> found = new ArrayList<>();
        for (Row row : database.preparedQuery("select id from analysis_run where id = any($1)")
                .execute(Tuple.of(runs.toArray(UUID[]::new)))
                .await()
                .atMost(LIMIT)) {
            found.add(row.getUUID(0));
        }
        return runs.stream().filter(found::contains).toList();
    }

    private void execute(String sql, List<UUID> ids) {
        execute(sql, Tuple.of(ids.toArray(UUID[]::new)));
    }

    private void execute(String sql, Tuple values) {
        database.preparedQuery(sql).execute(values).await().atMost(LIMIT);
    }
}
