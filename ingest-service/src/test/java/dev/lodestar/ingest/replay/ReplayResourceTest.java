package dev.lodestar.ingest.replay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.lodestar.ingest.Await;
import dev.lodestar.ingest.Warehouse;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rows are refused for a type that the plan does not know; then their bytes are given a type that it knows, as though the plan had been extended. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class ReplayResourceTest {
    private static final String REPLAY = "/api/v1/quality/quarantine/replay";

    private final String workspace = "ws-" + UUID.randomUUID();
    private final String unknown = "t" + UUID.randomUUID().toString().replace("-", "");

    @Inject
    Warehouse warehouse;

    @Test
    void rows_of_a_file_are_taken_once_the_plan_knows_their_type() {
        String importId = upload(file(unknown)).getString("import_id");
        becomeKnown();

        JsonPath replayed = replay(Map.of("import_id", importId));

        assertThat(replayed.getInt("considered")).isEqualTo(4);
        assertThat(replayed.getInt("accepted")).isEqualTo(4);
        assertThat(replayed.getInt("refused")).isZero();
        assertThat((Object) replayed.get("next_cursor")).isNull();
        Await.until(() -> warehouse.events(workspace), count -> count == 4);
        assertThat(replay(Map.of("import_id", importId)).getInt("considered")).isZero();
    }

    @Test
    void a_file_that_is_sent_again_after_a_replay_adds_nothing() {
        String importId = upload(file(unknown)).getString("import_id");
        becomeKnown();
        replay(Map.of("import_id", importId));
        Await.until(() -> warehouse.events(workspace), count -> count == 4);

        JsonPath again = upload(file("page_viewed"));

        assertThat(again.getLong("accepted")).isEqualTo(4);
        JsonPath done = Await.until(
                () -> get("/api/v1/imports/" + again.getString("import_id")), found -> found.getBoolean("queryable"));
        assertThat(done.getLong("duplicates")).isEqualTo(4);
        assertThat(warehouse.events(workspace)).isEqualTo(4);
    }

    @Test
    void a_row_that_is_still_bad_stays_with_the_reason_of_today() {
        post("[" + event("a", unknown, "2026-01-01T00:00:00Z") + "," + event("b", unknown, "never") + "]");
        becomeKnown();

        JsonPath replayed = replay(Map.of("code", "unknown_event_type", "ids", kept()));

        assertThat(replayed.getInt("accepted")).isEqualTo(1);
        assertThat(replayed.getInt("refused")).isEqualTo(1);
        assertThat(replayed.getMap("findings")).isEqualTo(Map.of("invalid_timestamp", 1));
        assertThat(warehouse.refused(workspace))
                .extracting(Warehouse.Refused::code)
                .containsExactly("invalid_timestamp");
        Await.until(() -> warehouse.events(workspace), count -> count == 1);
    }

    /** Of more rows than are read at a time, by a call that may take as many as a file may have. */
    @Test
    void a_file_of_identical_rows_is_taken_whole_by_one_call() {
        int rows = 2_500;
        String importId = upload("timestamp,properties,user_id,event_type\n"
                        + row("2026-01-01T00:00:00Z", unknown).repeat(rows))
                .getString("import_id");
        warehouse.texts(
                "update quarantine set raw = ?, key_version = null, raw_length = ? where import_id = ?::uuid returning 1",
                row("2026-01-01T00:00:00Z", "page_viewed").strip().getBytes(StandardCharsets.UTF_8),
                row("2026-01-01T00:00:00Z", "page_viewed").strip().length(),
                importId);

        JsonPath replayed = replay(Map.of("import_id", importId, "limit", 1_000_000));

        assertThat(replayed.getInt("accepted")).isEqualTo(rows);
        Await.until(() -> warehouse.events(workspace), count -> count == rows);
        assertThat(replay(Map.of("import_id", importId)).getInt("considered")).isZero();
    }

    @Test
    void a_replay_goes_on_where_the_one_before_ended() {
        String importId = upload(file(unknown)).getString("import_id");
        becomeKnown();

        JsonPath first = replay(Map.of("import_id", importId, "limit", 3));
        JsonPath rest = replay(Map.of("import_id", importId, "cursor", first.getLong("next_cursor")));

        assertThat(first.getInt("considered")).isEqualTo(3);
        assertThat(rest.getInt("considered")).isEqualTo(1);
        assertThat((Object) rest.get("next_cursor")).isNull();
    }

    @Test
    void conflicts_cannot_be_tried_again_because_the_first_event_stays() {
        post("[" + event("a", "page_viewed", "2026-01-01T00:00:00Z") + ","
                + event("a", "page_created", "2026-01-01T00:00:00Z") + "]");

        JsonPath replayed = replay(Map.of("code", "conflict", "ids", kept()));

        assertThat(replayed.getInt("not_replayable")).isEqualTo(1);
        assertThat(replayed.getInt("accepted")).isZero();
    }

    @Test
    void only_an_operator_may_and_impossible_wishes_are_named() {
        given().header("Authorization", Tokens.bearer("a", "analyst"))
                .post(REPLAY)
                .then()
                .statusCode(403);
        post(Map.of("data_set", "evnts")).statusCode(422).body("field", equalTo("data_set"));
        post(Map.of("code", "bad")).statusCode(422).body("detail", containsString("bad"));
        post(Map.of("limit", 1_000_001)).statusCode(422).body("field", equalTo("limit"));
        post(Map.of("ids", new int[0])).statusCode(422).body("field", equalTo("ids"));
    }

    /** Two rows are identical, so they are told apart by their order only. */
    private String file(String type) {
        return "timestamp,properties,user_id,event_type\n"
                + row("2026-01-01T00:00:00Z", type)
                + row("2026-01-01T00:00:00Z", type)
                + row("2026-01-01T00:00:01Z", type)
                + row("2026-01-01T00:00:02Z", type);
    }

    private String row(String timestamp, String type) {
        return timestamp + ",\"{\"\"workspace_id\"\":\"\"" + workspace + "\"\"}\",u-" + workspace + "," + type + "\n";
    }

    private String event(String id, String type, String timestamp) {
        return "{\"event_id\":\"%s\",\"user_id\":\"u-%s\",\"event_type\":\"%s\",\"timestamp\":\"%s\",\"properties\":{\"workspace_id\":\"%s\"}}"
                .formatted(id, workspace, type, timestamp, workspace);
    }

    private void becomeKnown() {
        warehouse.refused(unknown).forEach(row -> {
            byte[] known = row.raw().replace(unknown, "page_viewed").getBytes(StandardCharsets.UTF_8);
            warehouse.texts(
                    "update quarantine set raw = ?, key_version = null, raw_length = ? where quarantine_id = ? returning quarantine_id",
                    known,
                    known.length,
                    row.id());
        });
    }

    private long[] kept() {
        return warehouse.refused(workspace).stream()
                .mapToLong(Warehouse.Refused::id)
                .toArray();
    }

    private static JsonPath replay(Map<String, ?> body) {
        return post(body).statusCode(200).extract().jsonPath();
    }

    private static ValidatableResponse post(Map<String, ?> body) {
        return given().header("Authorization", Tokens.bearer("o", "operator"))
                .contentType("application/json")
                .body(body)
                .post(REPLAY)
                .then();
    }

    private static void post(String events) {
        given().header("Authorization", Tokens.bearer("m", "ingest"))
                .contentType("application/json")
                .body(events)
                .post("/api/v1/events")
                .then()
                .statusCode(202);
    }

    private static JsonPath upload(String file) {
        return given().header("Authorization", Tokens.bearer("m", "ingest"))
                .contentType("text/csv")
                .body(file)
                .post("/api/v1/imports/events")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
    }

    private static JsonPath get(String path) {
        return given().header("Authorization", Tokens.bearer("m", "ingest"))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
