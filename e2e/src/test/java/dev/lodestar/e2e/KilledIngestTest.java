package dev.lodestar.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasSize;

import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ingest service, which also writes the warehouse, is killed by {@code kill -9} at moments that a seed chooses, and so is its database. What it acknowledged is there
 * exactly once afterwards: in the warehouse, in the timelines of the metrics service, and in the books. {@code -Dlodestar.fault.rounds} says how many
 * seeds are tried. An erasure that it had begun is ended after it has come back.
 */
class KilledIngestTest {
    private static final int ROWS = 12_000;
    private static final int BATCH = 40;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path scratch;

    @SuppressWarnings("NullAway.Init")
    private static Map<String, String> settings;

    @SuppressWarnings("NullAway.Init")
    private static ServiceProcess ingest;

    @SuppressWarnings("NullAway.Init")
    private static ServiceProcess metrics;

    @BeforeAll
    static void start() throws SQLException {
        settings = new HashMap<>(new LodestarTestResource().start());
        settings.put("lodestar.pseudonym.key", "" + UUID.randomUUID() + UUID.randomUUID());
        settings.put("lodestar.imports.heartbeat", "PT0.2S");
        settings.put("lodestar.imports.stale-after", "PT2S");
        settings.put("lodestar.imports.chunk-rows", "500");
        settings.put("lodestar.erasure.services", "metrics-service");
        settings.put("lodestar.pseudonym.cache-time", "PT1S");
        settings.put("lodestar.broker.delivery-timeout", "PT10S");
        settings.put("lodestar.intake.timeout", "PT12S");
        settings.put("lodestar.erasure.settle-time", "PT36S");
        settings.put("kafka.session.timeout.ms", "6000");
        settings.put("kafka.heartbeat.interval.ms", "2000");
        waitForDisk();
        ingest = new ServiceProcess("ingest-service", settings, scratch);
        metrics = new ServiceProcess("metrics-service", settings, scratch);
    }

    /** The database of tests forgets its last commits in a crash, pseudonyms with them; this one is to behave as a real one does. */
    private static void waitForDisk() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "alter database \"" + settings.get("lodestar.database.name") + "\" set synchronous_commit = on");
        }
    }

    @AfterAll
    static void stop() {
        metrics.close();
        ingest.close();
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, Integer.getInteger("lodestar.fault.rounds", 1))
                .mapToObj(round -> 42L + round);
    }

    @AfterEach
    void everything_is_accounted_for() throws SQLException {
        JsonPath[] seen = new JsonPath[1];
        long erased = number("select coalesce(sum(found), 0) from erasure_store where store = 'warehouse_events'");
        Await.until("the warehouse has read the log", () -> {
            seen[0] = ingest.as("viewer")
                    .get("/quality/reconciliation?verify=true")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            return seen[0].getLong("pending") == 0
                    && seen[0].getLong("warehouse.events_booked") == seen[0].getLong("warehouse.rows.events") + erased;
        });
        assertThat(seen[0].getBoolean("balanced")).as(seen[0].prettify()).isTrue();
        long rows = number("select count(*) from analytics.user_events");
        Await.until(
                "the timelines hold the warehouse's " + rows + " events",
                () -> metrics.as("viewer", "analyst")
                                .get("/metrics/summary")
                                .then()
                                .extract()
                                .jsonPath()
                                .getLong("total_events")
                        == rows);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void an_import_whose_service_dies_is_told_as_failed_and_sent_again_leaves_every_row_once(long seed)
            throws SQLException, InterruptedException {
        Random random = new Random(seed);
        String workspace = "import-" + seed;
        byte[] file = file(workspace, random).getBytes(StandardCharsets.UTF_8);
        StallingStream cut = new StallingStream(file, file.length / 3 + random.nextInt(file.length / 2));
        int enough = 1 + random.nextInt(ROWS / 4);

        CompletableFuture<HttpResponse<String>> upload = HTTP.sendAsync(
                HttpRequest.newBuilder(ingest.uri("/imports/events?file_name=" + workspace))
                        .header("Authorization", Tokens.bearer("test", "ingest"))
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> cut))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Await.until("some of the file is in the warehouse", () -> stored(workspace) >= enough);
        ingest.kill();
        cut.breakOff();
        assertThatThrownBy(upload::get).as("nothing was acknowledged").isInstanceOf(ExecutionException.class);
        ingest.restart();

        Await.until(
                "the import is told as failed",
                () -> newestImport().getString("state").equals("failed"));
        assertThat(newestImport().getString("file_name")).isEqualTo(workspace);
        assertThat(newestImport().getString("failure.code")).isEqualTo("interrupted");
        assertThat(newestImport().getString("failure.detail")).contains("Send the file again");
        ingest.as("ingest")
                .contentType("text/csv")
                .body(file)
                .post("/imports/events")
                .then()
                .statusCode(202);
        Await.until("the file is queryable", () -> newestImport().getBoolean("queryable"));
        assertThat(newestImport().getLong("rows_read")).isEqualTo(ROWS);
        assertThat(stored(workspace)).isEqualTo(ROWS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void events_acknowledged_before_the_service_dies_are_there_once_and_the_others_once_after_they_are_sent_again(
            long seed) throws SQLException {
        sendUntil("events-" + seed, 5 + new Random(seed).nextInt(60), ingest::kill, ingest::restart);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void events_acknowledged_before_the_database_crashes_are_there_once_and_the_others_once_after_they_are_sent_again(
            long seed) throws SQLException {
        sendUntil("crash-" + seed, 5 + new Random(seed).nextInt(60), KilledIngestTest::crashDatabase, () -> {
            Await.until("the database has recovered", KilledIngestTest::databaseAnswers);
            Await.until("the service takes events again", () -> post("recovered-" + seed, 0, 0) == 202);
        });
    }

    /** Three clients send until something dies; what they were told is there must be there once, and so must what they send again. */
    private static void sendUntil(String workspace, int enough, Runnable fault, Runnable recovery) throws SQLException {
        AtomicInteger acknowledged = new AtomicInteger();
        List<CompletableFuture<Integer>> clients = IntStream.range(0, 3)
                .mapToObj(client ->
                        CompletableFuture.supplyAsync(() -> sendUntilItFails(workspace, client, acknowledged)))
                .toList();
        Await.until("enough is acknowledged", () -> acknowledged.get() >= enough);
        fault.run();
        List<Integer> failedAt = clients.stream().map(CompletableFuture::join).toList();
        recovery.run();

        for (int client = 0; client < failedAt.size(); client++) {
            long before = client;
            long sent = failedAt.get(client);
            Await.until(
                    "what client " + before + " had acknowledged is in the warehouse",
                    () -> stored(workspace + "-" + before) >= sent * BATCH);
            assertThat(post(workspace, client, failedAt.get(client))).isEqualTo(202);
            assertThat(post(workspace, client, 0))
                    .as("a repetition of the first batch")
                    .isEqualTo(202);
            Await.until("the batch that failed is there", () -> stored(workspace + "-" + before) >= (sent + 1) * BATCH);
        }
        for (int client = 0; client < failedAt.size(); client++) {
            assertThat(stored(workspace + "-" + client)).isEqualTo((failedAt.get(client) + 1L) * BATCH);
        }
    }

    /** Kills a process of the server, which then ends all others and recovers from its log: what was not flushed is gone. */
    private static void crashDatabase() {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            assertThat(row.next()).isTrue();
            ProcessHandle process = ProcessHandle.of(row.getLong(1)).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
        } catch (SQLException expected) {
            // The connection has ended with its process.
        }
    }

    private static boolean databaseAnswers() {
        try (Connection connection = connection()) {
            return connection.isValid(1);
        } catch (SQLException recovering) {
            return false;
        }
    }

    @Test
    void an_erasure_is_ended_by_the_services_that_were_killed_while_it_was_on_its_way() throws SQLException {
        String person = "erased-0-0";
        assertThat(post("erased", 0, 0)).isEqualTo(202);
        Await.until("the events are in the warehouse", () -> stored("erased-0") == BATCH);
        long others = number("select count(*) from analytics.user_events") - eventsOfFirstUser();

        String id = ingest.as("privacy")
                .delete("/users/" + person)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        ingest.kill();
        ingest.restart();
        Await.until("the shards have the first record", () -> state(id).matches("settling|verifying|done"));
        metrics.kill();
        ingest.kill();
        ingest.restart();
        metrics.restart();

        Await.until("every store has counted 0", () -> state(id).equals("done"));
        JsonPath receipt = erasure(id);
        assertThat(receipt.getList("stores.service", String.class)).contains("ingest-service", "metrics-service");
        assertThat(receipt.getList("stores.remaining", Integer.class)).containsOnly(0);
        assertThat(number("select count(*) from analytics.user_events")).isEqualTo(others);
        assertThat(number("select count(*) from erasure where user_id is not null or user_hashes is not null"))
                .as("erasures that still tell whose they were")
                .isZero();
        ingest.as("privacy")
                .get("/users/" + person + "/export")
                .then()
                .statusCode(200)
                .body("events", hasSize(0));
    }

    /** Of the batch that {@link #post} sends, events whose number gives 0 by 7. */
    private static long eventsOfFirstUser() {
        return IntStream.range(0, BATCH).filter(i -> i % 7 == 0).count();
    }

    private static String state(String erasure) {
        return erasure(erasure).getString("state");
    }

    private static JsonPath erasure(String id) {
        return ingest.as("privacy")
                .get("/erasures/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The number of the batch that was not acknowledged; all before it were. */
    private static int sendUntilItFails(String workspace, int client, AtomicInteger acknowledged) {
        int batch = 0;
        try {
            while (post(workspace, client, batch) == 202) {
                acknowledged.incrementAndGet();
                batch++;
            }
        } catch (UncheckedPost expected) {
            // The service was killed.
        }
        return batch;
    }

    private static int post(String workspace, int client, int batch) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            events.add(
                    "{\"event_id\":\"" + batch + "-" + i + "\",\"user_id\":\"" + workspace + "-" + client + "-" + i % 7
                            + "\",\"event_type\":\"page_viewed\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"properties\":{\"workspace_id\":\""
                            + workspace + "-" + client + "\"}}");
        }
        HttpRequest request = HttpRequest.newBuilder(ingest.uri("/events"))
                .header("Authorization", Tokens.bearer("test", "ingest"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("[" + String.join(",", events) + "]"))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedPost(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedPost(e);
        }
    }

    /** A request that nobody answered. */
    private static final class UncheckedPost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UncheckedPost(Throwable cause) {
            super(cause);
        }
    }

    /** Rows without ids, a tenth of them identical to the row before. */
    private static String file(String workspace, Random random) {
        StringBuilder file = new StringBuilder("user_id,event_type,timestamp,properties\n");
        String row = "";
        for (int i = 0; i < ROWS; i++) {
            if (i == 0 || random.nextInt(10) > 0) {
                row = "user-" + random.nextInt(400) + ",page_viewed,"
                        + Instant.ofEpochMilli(1_767_225_600_000L + i * 1_000L)
                        + ",\"{\"\"workspace_id\"\":\"\"" + workspace + "\"\"}\"\n";
            }
            file.append(row);
        }
        return file.toString();
    }

    private static JsonPath newestImport() {
        JsonPath page = ingest.as("ingest")
                .get("/imports?limit=1")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        page.setRootPath("imports[0]");
        return page;
    }

    private static long stored(String workspace) {
        try {
            return number(
                    "select count(*) from analytics.user_events where properties->>'workspace_id' = ?", workspace);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long number(String sql, String... parameters) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getLong(1);
            }
        }
    }

    private static Connection connection() throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + settings.get("lodestar.database.port") + "/"
                + settings.get("lodestar.database.name");
        return DriverManager.getConnection(
                url, settings.get("lodestar.database.username"), settings.get("lodestar.database.password"));
    }
}
