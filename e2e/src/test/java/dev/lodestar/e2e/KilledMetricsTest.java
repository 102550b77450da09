package dev.lodestar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The metrics service is killed by {@code kill -9} during an analysis run, at moments that a seed chooses. Started again, it answers every step of
 * the run once, from the place in the log where the run cut it, although more events have come since. {@code -Dlodestar.fault.rounds} says how many
 * seeds are tried.
 */
class KilledMetricsTest {
    private static final int USERS = 300;
    private static final int MOST_MILLIS_BEFORE_THE_KILL = 600;
    private static final Set<Object> OF_THIS_RUN = Set.of("as_of", "computed_at");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path scratch;

    @SuppressWarnings("NullAway.Init")
    private static Map<String, String> reportSettings;

    @SuppressWarnings("NullAway.Init")
    private static ServiceProcess ingest;

    @SuppressWarnings("NullAway.Init")
    private static ServiceProcess metrics;

    @SuppressWarnings("NullAway.Init")
    private static ServiceProcess report;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(new LodestarTestResource().start());
        settings.put("lodestar.pseudonym.key", "" + UUID.randomUUID() + UUID.randomUUID());
        ingest = new ServiceProcess("ingest-service", settings, scratch);
        metrics = new ServiceProcess("metrics-service", settings, scratch);
        reportSettings = new HashMap<>(settings);
        reportSettings.put(
                "lodestar.database.name", new LodestarTestResource().start().get("lodestar.database.name"));
        reportSettings.put("lodestar.client.secret", "" + UUID.randomUUID());
        reportSettings.put("lodestar.metrics.url", metrics.uri("").toString());
        report = new ServiceProcess("report-service", reportSettings, scratch);
    }

    @AfterAll
    static void stop() {
        report.close();
        metrics.close();
        ingest.close();
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, Integer.getInteger("lodestar.fault.rounds", 1))
                .mapToObj(round -> 42L + round);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_step_of_a_run_is_answered_as_if_the_service_had_not_died(long seed)
            throws SQLException, InterruptedException {
        Random random = new Random(seed);
        send("before", seed, random);
        String undisturbed = startRun();
        awaitSteps(undisturbed);

        String disturbed = startRun();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_MILLIS_BEFORE_THE_KILL));
        metrics.kill();
        send("since", seed, random);
        metrics.restart();
        awaitSteps(disturbed);

        Map<String, Object> expected = answers(undisturbed);
        assertThat(expected).hasSize(9);
        assertThat(answers(disturbed)).isEqualTo(expected);
    }

    private static String startRun() {
        return report.as("analyst")
                .contentType("application/json")
                .body("{\"from\":\"2026-01-01\",\"to\":\"2026-04-01\"}")
                .post("/analysis/run")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    /** The other services do not run here, so only the steps of this one are waited for. */
    private static void awaitSteps(String run) {
        Await.until("the steps of run " + run + " have succeeded", () -> {
            List<Map<String, Object>> steps = report.as("viewer")
                    .get("/analysis/runs/" + run)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getList("steps.findAll { it.service == 'metrics-service' }");
            assertThat(steps).as("no step may fail").noneMatch(step -> "failed".equals(step.get("state")));
            return steps.stream().allMatch(step -> "succeeded".equals(step.get("state")));
        });
    }

    private static void send(String batch, long seed, Random random) {
        StringBuilder profiles = new StringBuilder("user_id,signup_date,segment,channel,plan_type\n");
        StringBuilder events = new StringBuilder("user_id,event_type,timestamp,properties\n");
        for (int user = 0; user < USERS; user++) {
            String name = batch + "-" + seed + "-" + user;
            int day = 1 + random.nextInt(28);
            profiles.append("%s,2026-01-%02dT08:00:00Z,smb,organic,free%n".formatted(name, day));
            for (int event = random.nextInt(12); event > 0; event--) {
                events.append("%s,%s,2026-%02d-%02dT%02d:00:00Z,\"{\"\"workspace_id\"\":\"\"w%d\"\"}\"%n"
                        .formatted(
                                name,
                                random.nextBoolean() ? "page_created" : "collaborative_edit",
                                2 + random.nextInt(2),
                                1 + random.nextInt(28),
                                random.nextInt(24),
                                random.nextInt(20)));
            }
        }
        importFile("profiles", profiles.toString());
        importFile("events", events.toString());
    }

    /** When an import is answered the broker has its rows, so they lie before whatever is written to the log next. */
    private static void importFile(String kind, String csv) {
        ingest.as("ingest")
                .contentType("text/csv")
                .body(csv)
                .post("/imports/" + kind)
                .then()
                .statusCode(202);
    }

    /** The answers of a run by step, without the place in the log and the time that each names: every run cuts the log elsewhere. */
    private static Map<String, Object> answers(String run) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + reportSettings.get("lodestar.database.port") + "/"
                + reportSettings.get("lodestar.database.name");
        Map<String, Object> answers = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(
                        url,
                        reportSettings.get("lodestar.database.username"),
                        reportSettings.get("lodestar.database.password"));
                PreparedStatement statement =
                        connection.prepareStatement("select name, body from analysis_answer where run_id = ?::uuid")) {
            statement.setString(1, run);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.put(
                            rows.getString(1),
                            withoutPlaceAndTime(JsonPath.from(rows.getString(2)).get()));
                }
            }
        }
        return answers;
    }

    private static Object withoutPlaceAndTime(Object node) {
        return switch (node) {
            case Map<?, ?> members -> {
                Map<Object, Object> rest = new HashMap<>();
                members.forEach((name, value) -> {
                    if (!OF_THIS_RUN.contains(name)) {
                        rest.put(name, value == null ? "null" : withoutPlaceAndTime(value));
                    }
                });
                yield rest;
            }
            case List<?> elements ->
                elements.stream()
                        .map(element -> element == null ? "null" : withoutPlaceAndTime(element))
                        .toList();
            default -> node;
        };
    }
}
