package dev.lodestar.ingest.quarantine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.lodestar.ingest.Warehouse;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large refused rows: a page of them is bounded by its bytes, and none is left out. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class LargeRowsTest {
    private static final int BROKEN_OFF = 1_500_000;
    /** Four are a page of the tests' {@code lodestar.quarantine.page-bytes}. */
    private static final int LARGE = 300_000;

    private static final int ROWS = 8;

    private final String person = "jane-" + UUID.randomUUID();

    /** The id of the newest row when the test began. */
    private String before = "0";

    @Inject
    Warehouse warehouse;

    @Inject
    QuarantineSealing sealing;

    @BeforeEach
    void note() {
        before = newest();
    }

    @AfterEach
    void takeAway() {
        warehouse.texts("delete from quarantine where quarantine_id > ? returning 1", Long.parseLong(before));
    }

    @Test
    void of_a_body_that_breaks_off_no_more_is_kept_than_a_row_may_ever_have() {
        post("[{\"a\":1},{\"user_id\":\"" + person + "\",\"note\":\"" + "n".repeat(BROKEN_OFF));

        JsonPath kept = page(before, 2);
        assertThat(kept.getList("rows.code")).isEqualTo(List.of("missing_user_id", "malformed"));
        assertThat(kept.getLong("rows[1].raw_length")).isGreaterThan(BROKEN_OFF);
        assertThat(kept.getString("rows[1].raw"))
                .hasSize(QuarantinedRow.MAX_RAW_BYTES)
                .contains(person);
    }

    @Test
    void pages_of_large_rows_have_fewer_and_all_of_them_are_listed_sealed_and_searched() {
        large();

        List<Integer> sizes = new ArrayList<>();
        String cursor = before;
        while (cursor != null) {
            JsonPath page = page(cursor, 500);
            sizes.add(page.getList("rows").size());
            cursor = page.getString("next_cursor");
        }
        assertThat(sizes).hasSizeGreaterThan(1).allMatch(size -> size <= 4);
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(ROWS);

        assertThat(sealing.sealAll()).isGreaterThanOrEqualTo(ROWS);
        assertThat(warehouse.refused(person).size()).isEqualTo(ROWS);
        given().header("Authorization", Tokens.bearer("dpo", "privacy"))
                .delete("/api/v1/users/{id}", person)
                .then()
                .statusCode(202)
                .body("stores.find { it.store == 'quarantine' }.found", equalTo(ROWS));
        assertThat(warehouse.refused(person).size()).isZero();
    }

    @Test
    void an_export_and_a_replay_have_all_of_them_too() {
        large();
        warehouse.texts(
                "update quarantine set user_hash = (select user_hash from quarantine where quarantine_id = ?)"
                        + " where quarantine_id > ? returning 1",
                refused(),
                Long.parseLong(before));

        JsonPath export = given().header("Authorization", Tokens.bearer("dpo", "privacy"))
                .get("/api/v1/users/{id}/export", person)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(export.getList("refused_rows").size()).isEqualTo(ROWS + 1);
        given().header("Authorization", Tokens.bearer("o", "operator"))
                .contentType("application/json")
                .body("{\"cursor\":" + before + "}")
                .post("/api/v1/quality/quarantine/replay")
                .then()
                .statusCode(200)
                .body("considered", equalTo(ROWS + 1))
                .body("next_cursor", equalTo(null));
    }

    /** As a version before wrote them: in clear, and longer than is kept now. */
    private void large() {
        byte[] raw = Stream.of(person, " ", "n".repeat(LARGE))
                .reduce("", String::concat)
                .getBytes(StandardCharsets.UTF_8);
        for (int row = 0; row < ROWS; row++) {
            warehouse.texts("""
                    insert into quarantine (data_set, received_at, code, detail, raw, raw_length, plan_version)
                    values ('events', now(), 'malformed', '', ?, ?, 1) returning 1
                    """, raw, raw.length);
        }
    }

    /** Keeps a small row of the person, and yields its id. */
    private long refused() {
        post("[{\"user_id\":\"" + person + "\",\"event_type\":\"nonsense\"}]");
        return Long.parseLong(newest());
    }

    private String newest() {
        return warehouse
                .texts("select coalesce(max(quarantine_id), 0) from quarantine")
                .getFirst();
    }

    private static void post(String body) {
        given().header("Authorization", Tokens.bearer("sdk", "ingest"))
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/events")
                .then()
                .statusCode(202);
    }

    private static JsonPath page(String cursor, int limit) {
        return given().header("Authorization", Tokens.bearer("o", "operator"))
                .get("/api/v1/quality/quarantine?cursor=" + cursor + "&limit=" + limit)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
