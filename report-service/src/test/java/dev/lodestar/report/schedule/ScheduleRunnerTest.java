package dev.lodestar.report.schedule;

import static dev.lodestar.report.schedule.Schedules.LIMIT;
import static dev.lodestar.report.schedule.Schedules.PATH;
import static dev.lodestar.report.schedule.Schedules.created;
import static dev.lodestar.report.schedule.Schedules.operator;
import static dev.lodestar.report.schedule.Schedules.read;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.Requester;
import dev.lodestar.report.run.OtherServices;
import dev.lodestar.report.run.Peers;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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

/** Time is what a test hands to the runner, so nothing waits for it. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class ScheduleRunnerTest {
    private static final Config CONFIG = ConfigProvider.getConfig();

    @Inject
    ScheduleRunner runner;

    @Inject
    MeterRegistry meters;

    @Inject
    Pool database;

    private OtherServices others;

    /** A run that a schedule has started, as the database has it. */
    private record Started(
            UUID id, String key, String by, String subject, String client, LocalDate from, LocalDate to) {}

    @BeforeEach
    void join() {
        others = new OtherServices();
    }

    @AfterEach
    void leave() {
        others.close();
        Schedules.deleteAll(database);
    }

    @Test
    void a_time_that_is_due_starts_one_run_however_many_runners_look_at_once() throws Exception {
        List<JsonPath> schedules = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            schedules.add(created("{\"name\": \"daily " + i + "\", \"cron\": \"@daily\", \"time_zone\": \"UTC\"}"));
        }
        Instant due = Instant.parse(schedules.getFirst().getString("next_run_at"));
        double before = times("started");

        try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
            List<Future<?>> looking = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                looking.add(replicas.submit(() -> look(due.plusSeconds(3))));
            }
            for (Future<?> round : looking) {
                round.get();
            }
        }
        look(due.plusSeconds(13));

        for (JsonPath schedule : schedules) {
            assertThat(runs(schedule)).hasSize(1).allSatisfy(run -> {
                assertThat(run.key()).isEqualTo(due.toString());
                assertThat(run.by()).isEqualTo("schedule " + schedule.getString("name"));
                assertThat(run.subject()).isEqualTo("schedule:" + schedule.getString("id"));
                assertThat(run.client()).isEqualTo("lodestar-report");
            });
            assertThat(read(schedule.getString("id")).getString("next_run_at"))
                    .isEqualTo(due.plus(1, ChronoUnit.DAYS).toString());
        }
        assertThat(times("started") - before).isEqualTo(4);
        schedules.forEach(schedule -> end(runs(schedule).getFirst()));
    }

    @Test
    void its_run_goes_out_as_that_of_the_services_own_client_and_the_schedule_shows_how_it_ended() {
        JsonPath schedule =
                created("{\"name\": \"weekly\", \"cron\": \"@weekly\", \"run\": {\"last_days\": 7, \"seed\": 5}}");
        Instant due = Instant.parse(schedule.getString("next_run_at"));
        look(due);
        Started run = runs(schedule).getFirst();

        List<AnalysisCommand> commands = List.copyOf(others.commands(run.id()).values());

        assertThat(commands).isNotEmpty().allSatisfy(command -> {
            assertThat(command.requestedBy()).isEqualTo("schedule weekly");
            assertThat(command.requester())
                    .isEqualTo(new Requester("schedule:" + schedule.getString("id"), "lodestar-report"));
            assertThat(command.seed()).isEqualTo(5);
            assertThat(command.to()).isEqualTo(due.toString().substring(0, 10));
            assertThat(command.from())
                    .isEqualTo(LocalDate.parse(due.toString().substring(0, 10)).minusDays(7));
        });
        assertThat(others.traceParents(run.id()))
                .extracting(header -> header.substring(0, 35))
                .as("the trace of each command, which is the run's own")
                .hasSize(commands.size())
                .containsOnly(trace(run));
        assertThat(read(schedule.getString("id")).getString("last_run.state")).isEqualTo("running");
        failed(run);
        JsonPath after = read(schedule.getString("id"));
        assertThat(after.getString("last_run.state")).isEqualTo("failed");
        assertThat(after.getString("last_run.id")).isEqualTo(run.id().toString());
        assertThat(after.getString("last_run.at")).isEqualTo(due.toString());
    }

    @Test
    void nothing_starts_before_its_time_or_while_disabled_and_a_replacement_has_times_of_its_own() {
        JsonPath schedule = created("{\"name\": \"s\", \"cron\": \"0 6 * * *\"}");
        Instant due = Instant.parse(schedule.getString("next_run_at"));
        look(due.minusMillis(1));
        assertThat(runs(schedule)).isEmpty();

        JsonPath moved = replaced(schedule, "\"cron\": \"0 7 * * *\", \"version\": 1");
        assertThat(Instant.parse(moved.getString("next_run_at"))
                        .atOffset(ZoneOffset.UTC)
                        .getHour())
                .isEqualTo(7);

        JsonPath disabled = replaced(schedule, "\"cron\": \"0 7 * * *\", \"enabled\": false, \"version\": 2");
        assertThat(disabled.getString("next_run_at")).isNull();
        assertThat(disabled.getList("next_times")).hasSize(5);
        look(due.plus(30, ChronoUnit.DAYS));
        assertThat(runs(schedule)).isEmpty();

        JsonPath again = replaced(schedule, "\"cron\": \"0 7 * * *\", \"enabled\": true, \"version\": 3");
        assertThat(again.getString("next_run_at")).isEqualTo(moved.getString("next_run_at"));
    }

    @Test
    void a_time_that_is_due_stays_due_when_the_schedule_is_renamed() {
        JsonPath schedule = created("{\"name\": \"s\", \"cron\": \"0 6 * * *\"}");
        Instant missed = Instant.parse("2026-01-01T06:00:00Z");
        set(schedule, missed);

        JsonPath renamed = replaced(schedule, "\"cron\": \"0 6 * * *\", \"version\": 1");

        assertThat(renamed.getString("next_run_at")).isEqualTo(missed.toString());
    }

    @Test
    void times_that_were_missed_start_one_run_for_the_last_of_them() {
        JsonPath schedule = created(
                "{\"name\": \"s\", \"cron\": \"0 */6 * * *\", \"time_zone\": \"UTC\", \"run\": {\"last_days\": 1}}");
        set(schedule, Instant.parse("2026-01-01T00:00:00Z"));

        look(Instant.parse("2026-01-05T13:00:00Z"));
        look(Instant.parse("2026-01-05T13:00:10Z"));

        assertThat(runs(schedule)).hasSize(1).allSatisfy(run -> {
            assertThat(run.key()).isEqualTo("2026-01-05T12:00:00Z");
            assertThat(run.to()).isEqualTo("2026-01-05");
        });
        assertThat(read(schedule.getString("id")).getString("next_run_at")).isEqualTo("2026-01-05T18:00:00Z");
        end(runs(schedule).getFirst());
    }

    @Test
    void a_time_that_comes_while_the_last_run_goes_on_is_left_out_and_said_so() {
        JsonPath schedule = created("{\"name\": \"s\", \"cron\": \"0 * * * *\"}");
        Instant first = Instant.parse(schedule.getString("next_run_at"));
        look(first);
        Started run = runs(schedule).getFirst();
        double before = times("skipped");

        look(first.plus(1, ChronoUnit.HOURS));

        assertThat(runs(schedule)).hasSize(1);
        assertThat(times("skipped") - before).isEqualTo(1);
        JsonPath skipped = read(schedule.getString("id"));
        assertThat(skipped.getString("last_skipped.at"))
                .isEqualTo(first.plus(1, ChronoUnit.HOURS).toString());
        assertThat(skipped.getString("last_skipped.reason")).isEqualTo("run " + run.id() + " was still going");
        assertThat(skipped.getString("next_run_at"))
                .isEqualTo(first.plus(2, ChronoUnit.HOURS).toString());

        end(run);
        look(first.plus(2, ChronoUnit.HOURS));
        assertThat(runs(schedule)).hasSize(2);
        end(runs(schedule).getLast());
    }

    /** A connection that ends without a commit is all that the database sees of a replica that is killed. */
    @Test
    void what_another_replica_holds_is_left_to_it_and_taken_up_when_that_is_killed() throws SQLException {
        JsonPath schedule = created("{\"name\": \"s\", \"cron\": \"@daily\"}");
        Instant due = Instant.parse(schedule.getString("next_run_at"));

        try (Connection killed = DriverManager.getConnection(
                        CONFIG.getValue("quarkus.datasource.jdbc.url", String.class),
                        CONFIG.getValue("quarkus.datasource.username", String.class),
                        CONFIG.getValue("quarkus.datasource.password", String.class));
                PreparedStatement take =
                        killed.prepareStatement("update schedule set next_run_at = next_run_at + interval '1 day'")) {
            killed.setAutoCommit(false);
            take.executeUpdate();

            look(due);
            assertThat(runs(schedule)).isEmpty();
            killed.rollback();
        }

        look(due);
        assertThat(runs(schedule)).hasSize(1);
        end(runs(schedule).getFirst());
    }

    /** The database refuses the second half of the transaction, after the run is stored. */
    @Test
    void a_transaction_that_breaks_off_leaves_no_run_stays_due_and_keeps_no_other_from_its_own() {
        JsonPath broken = created("{\"name\": \"broken\", \"cron\": \"@daily\"}");
        JsonPath other = created("{\"name\": \"other\", \"cron\": \"@daily\"}");
        Instant due = Instant.parse(broken.getString("next_run_at"));
        set(broken, due.minus(1, ChronoUnit.DAYS));
        double before = times("failed");
        execute("""
                create function break_off() returns trigger language plpgsql as
                $$ begin raise exception 'killed'; end $$
                """);
        execute("""
                create trigger break_off before update on schedule for each row when (old.name = 'broken')
                execute function break_off()
                """);
        try {
            look(due);
        } finally {
            execute("drop trigger break_off on schedule");
            execute("drop function break_off");
        }

        assertThat(runs(broken)).isEmpty();
        assertThat(runs(other)).hasSize(1);
        assertThat(times("failed") - before).isEqualTo(1);
        assertThat(meters.get("lodestar.schedule.due").gauge().value()).isEqualTo(1);

        look(due);
        assertThat(runs(broken)).hasSize(1);
        assertThat(meters.get("lodestar.schedule.due").gauge().value()).isZero();
        end(runs(broken).getFirst());
        end(runs(other).getFirst());
    }

    @Test
    void a_run_for_which_there_is_no_room_waits_until_there_is() {
        JsonPath schedule = created("{\"name\": \"s\", \"cron\": \"@daily\"}");
        Instant due = Instant.parse(schedule.getString("next_run_at"));
        List<UUID> unfinished = new ArrayList<>();
        int status = 202;
        while (status == 202) {
            var started = given().header("Authorization", Tokens.bearer("alice", "analyst"))
                    .contentType("application/json")
                    .body("{}")
                    .post("/api/v1/analysis/run");
            status = started.statusCode();
            if (status == 202) {
                unfinished.add(UUID.fromString(started.path("id")));
            }
        }
        double before = times("deferred");

        look(due);

        assertThat(runs(schedule)).isEmpty();
        assertThat(times("deferred") - before).isEqualTo(1);
        assertThat(read(schedule.getString("id")).getString("next_run_at")).isEqualTo(due.toString());
        unfinished.forEach(this::end);
        look(due.plusSeconds(60));
        assertThat(runs(schedule)).hasSize(1);
        end(runs(schedule).getFirst());
    }

    private void look(Instant now) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> runner.round(now));
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private double times(String outcome) {
        return meters.get("lodestar.schedule.times")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static JsonPath replaced(JsonPath schedule, String fields) {
        return operator()
                .body("{\"name\": \"renamed\", " + fields + "}")
                .put(PATH + "/" + schedule.getString("id"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void set(JsonPath schedule, Instant next) {
        database.preparedQuery("update schedule set next_run_at = $1 where id = $2")
                .execute(Tuple.of(next.atOffset(ZoneOffset.UTC), UUID.fromString(schedule.getString("id"))))
                .await()
                .atMost(LIMIT);
    }

    private void execute(String sql) {
        database.query(sql).execute().await().atMost(LIMIT);
    }

    /** The runs of a schedule, oldest first. */
    private List<Started> runs(JsonPath schedule) {
        RowSet<Row> rows = database.preparedQuery("""
                        select id, idempotency_key, requested_by, requester_subject, requester_client, range_from, range_to
                        from analysis_run where schedule_id = $1 order by requested_at
                        """)
                .execute(Tuple.of(UUID.fromString(schedule.getString("id"))))
                .await()
                .atMost(LIMIT);
        List<Started> runs = new ArrayList<>();
        rows.forEach(row -> runs.add(new Started(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLocalDate(5),
                row.getLocalDate(6))));
        return runs;
    }

    private void end(Started run) {
        end(run.id());
    }

    /** As if all its steps had failed, without a bundle. */
    private void end(UUID run) {
        database.preparedQuery("""
                        with ended as (
                          update analysis_run set finished_at = now(), end_published_at = now() where id = $1 returning id)
                        update analysis_step
                        set state = 'failed', started_at = now(), finished_at = now(), duration_millis = 0, reason = 'not in this test'
                        where run_id in (select id from ended)
                        """).execute(Tuple.of(run)).await().atMost(LIMIT);
    }

    /** Version and id of the trace that a run was stored with. */
    private String trace(Started run) {
        return database.preparedQuery("select trace_parent from analysis_run where id = $1")
                .execute(Tuple.of(run.id()))
                .map(rows -> rows.iterator().next().getString(0).substring(0, 35))
                .await()
                .atMost(LIMIT);
    }

    /** Fails all steps of a run and waits for its end. */
    private void failed(Started run) {
        others.commands(run.id()).values().forEach(command -> others.fail(command, "not in this test"));
        Instant limit = Instant.now().plus(LIMIT);
        while (given().header("Authorization", Tokens.bearer("victor", "viewer"))
                .get("/api/v1/analysis/runs/" + run.id())
                .path("state")
                .equals("running")) {
            assertThat(Instant.now()).as("run %s did not end", run.id()).isBefore(limit);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
