package dev.lodestar.ingest.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.github.luben.zstd.ZstdOutputStream;
import dev.lodestar.ingest.Await;
import dev.lodestar.ingest.Warehouse;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class IntakeResourceTest {
    private final String workspace = "ws-" + UUID.randomUUID();

    @Inject
    Warehouse warehouse;

    @Test
    void events_are_taken_in_and_become_queryable_under_a_pseudonym() {
        String user = "jane-" + UUID.randomUUID();
        post("[" + event("e1", user, "page_created") + "," + event("e2", user, "invoice_paid") + "]")
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("quarantined", equalTo(0))
                .body("results.event_id", contains("e1", "e2"))
                .body("results.status", contains("stored", "stored"))
                .body("results.index", contains(0, 1));

        Await.until(() -> warehouse.events(workspace), count -> count == 2);

        String pseudonym = warehouse
                .texts(
                        "select distinct user_id from analytics.user_events where properties->>'workspace_id' = ?",
                        workspace)
                .getFirst();
        assertThat(UUID.fromString(pseudonym).version()).isEqualTo(4);
        assertThat(warehouse.number("select count(*) from identity where user_id = ?::uuid", pseudonym))
                .isEqualTo(1);
    }

    @Test
    void a_batch_with_bad_events_stores_the_good_and_names_the_bad() {
        String user = UUID.randomUUID().toString();
        String late = "2999-01-01T00:00:00Z";
        post("[" + event("good", user, "page_viewed")
                        + ",{\"user_id\":\"\",\"event_type\":\"signup\",\"timestamp\":\"2026-01-01\"}"
                        + "," + event("typo", user, "page_veiwed")
                        + ",{\"user_id\":\"u\",\"event_type\":\"signup\"}"
                        + ",{\"user_id\":\"u\",\"event_type\":\"signup\",\"timestamp\":\"yesterday\"}"
                        + ",{\"user_id\":\"u\",\"event_type\":\"signup\",\"timestamp\":\"" + late + "\"}"
                        + ",{\"user_id\":\"u\",\"event_type\":\"invoice_paid\",\"timestamp\":\"2026-01-01\","
                        + "\"properties\":{\"amount\":\"12\"}}"
                        + ",17"
                        + "," + event("good", user, "page_viewed")
                        + "," + event("good", user, "page_created")
                        + "]")
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("duplicates", equalTo(1))
                .body("quarantined", equalTo(8))
                .body(
                        "results.findAll { it.status == 'quarantined' }.code",
                        contains(
                                "missing_user_id",
                                "unknown_event_type",
                                "missing_timestamp",
                                "invalid_timestamp",
                                "future_timestamp",
                                "property_type_mismatch",
                                "malformed",
                                "conflict"));
    }

    @Test
    void a_quarantined_event_is_named_by_the_id_that_it_came_with_where_it_can_be_read() {
        String user = UUID.randomUUID().toString();
        String row = "{\"event_id\":%s,\"user_id\":\"" + user + "\",\"event_type\":\"%s\"%s}";
        String at = ",\"timestamp\":\"2026-01-02\"";
        post("[" + row.formatted("\"typo\"", "page_veiwed", at)
                        + "," + row.formatted("\"when\"", "page_viewed", "")
                        + "," + row.formatted("7", "page_veiwed", at)
                        + "," + row.formatted("\"\"", "page_veiwed", at)
                        + "," + row.formatted("{}", "page_viewed", at)
                        + "," + row.formatted("\"" + "x".repeat(129) + "\"", "page_viewed", at)
                        + "," + row.formatted("\"same\"", "page_viewed", at)
                        + "," + row.formatted("\"same\"", "page_created", at)
                        + "]")
                .statusCode(202)
                .body("quarantined", equalTo(7))
                .body("results.event_id", contains("typo", "when", "7", null, null, null, "same", "same"));
    }

    @Test
    void an_amount_that_nobody_pays_is_quarantined_in_either_direction() {
        String invoice = "{\"user_id\":\"payer-" + workspace
                + "\",\"event_type\":\"invoice_paid\",\"timestamp\":\"2026-01-02\",\"properties\":{\"workspace_id\":\""
                + workspace + "\",\"amount\":%s}}";
        post("[" + invoice.formatted("1e9") + "," + invoice.formatted("-1e9") + "," + invoice.formatted("1e13") + ","
                        + invoice.formatted("-1000000000.01") + "]")
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("quarantined", equalTo(2))
                .body(
                        "results.findAll { it.status == 'quarantined' }.code",
                        contains("invalid_value", "invalid_value"));
    }

    @Test
    void an_event_without_an_id_gets_one_that_is_the_same_when_it_is_sent_again() {
        String body = "[" + event(null, "twice-" + workspace, "page_viewed") + ","
                + event(null, "twice-" + workspace, "page_viewed") + "]";

        long before = storedBefore();

        String first = post(body)
                .statusCode(202)
                .body("accepted", equalTo(2))
                .extract()
                .path("results[0].event_id");
        String again = post(body).statusCode(202).extract().path("results[0].event_id");

        assertThat(again).isEqualTo(first);
        assertThat(UUID.fromString(first).version()).isEqualTo(5);
        Await.until(this::storedBefore, count -> count >= before + 2);
        assertThat(warehouse.events(workspace)).isEqualTo(2);
    }

    private long storedBefore() {
        return warehouse.number("select coalesce(sum(count), 0) from quality_count where code = 'stored_before'");
    }

    @Test
    void an_envelope_says_when_it_was_sent() {
        post("{\"sent_at\":\"2026-02-03T04:05:06Z\",\"events\":[" + event("s", "u-" + workspace, "page_viewed") + "]}")
                .statusCode(202)
                .body("accepted", equalTo(1));

        Await.until(() -> warehouse.events(workspace), count -> count == 1);
        assertThat(warehouse.texts(
                        "select sent_at at time zone 'UTC' from analytics.user_events where properties->>'workspace_id' = ?",
                        workspace))
                .containsExactly("2026-02-03 04:05:06");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void lines_of_json_may_be_packed(String coding) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream packing =
                coding.equals("gzip") ? new GZIPOutputStream(packed) : new ZstdOutputStream(packed)) {
            packing.write((event("z1", "u", "page_viewed") + "\n" + event("z2", "u", "page_viewed") + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        given().header("Authorization", Tokens.bearer("machine", "ingest"))
                .header("Content-Encoding", coding)
                .contentType("application/x-ndjson")
                .body(packed.toByteArray())
                .post("/api/v1/events")
                .then()
                .statusCode(202)
                .body("accepted", equalTo(2));
    }

    @Test
    void limits_are_kept_to_the_row_and_a_broken_body_is_refused() {
        post("[" + many(5000) + "]").statusCode(202).body("results", hasSize(5000));
        post("[" + many(5001) + "]").statusCode(413).body("code", equalTo("batch_too_large"));
        post(" ".repeat(10_485_760 - 2) + "[]").statusCode(202).body("accepted", equalTo(0));
        post(" ".repeat(10_485_760 - 1) + "[]").statusCode(413).body("code", equalTo("body_too_large"));
        post("{\"event\":1}").statusCode(400).body("code", equalTo("unreadable_body"));
        post("").statusCode(400).contentType("application/problem+json").body("detail", notNullValue());
        post("[" + event("x", "u", "page_viewed") + ",{\"user_id\":")
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("results[1].code", equalTo("malformed"));
        given().header("Authorization", Tokens.bearer("machine", "ingest"))
                .contentType("text/plain")
                .body("x")
                .post("/api/v1/events")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported_media_type"));
    }

    @Test
    void only_the_ingest_role_may_write() {
        given().contentType("application/json")
                .body("[]")
                .post("/api/v1/events")
                .then()
                .statusCode(401);
        given().header("Authorization", Tokens.bearer("jane", "viewer"))
                .contentType("application/json")
                .body("[]")
                .post("/api/v1/events")
                .then()
                .statusCode(403);
    }

    @Test
    void profiles_and_acquisition_are_written_last_write_first() {
        String user = "p-" + workspace;
        String channel = "c-" + workspace;
        postTo("profiles", """
                        [{"user_id":"%s","signup_date":"2026-01-05","segment":"smb","device":"ios","updated_at":"2026-02-02"},
                         {"user_id":"%s","signup_date":"2026-01-04","segment":"old","updated_at":"2026-02-01"}]
                        """.formatted(user, user)).statusCode(202).body("accepted", equalTo(2));
        postTo("acquisition", """
                        [{"date":"2026-01-05","channel":"%s","visitors":100,"spend":12.5},
                         {"date":"2026-01-05","channel":"%s","visitors":120}]
                        """.formatted(channel, channel)).statusCode(202).body("accepted", equalTo(2));

        Await.until(
                () -> warehouse.texts(
                        "select visitors || ' ' || coalesce(spend::text, 'null') from analytics.acquisition_daily"
                                + " where channel = ?",
                        channel),
                found -> found.equals(List.of("120 null")));
        Await.until(
                () -> warehouse.texts("select segment || ' ' || attributes from analytics.user_profiles"),
                found -> found.contains("smb {\"device\": \"ios\"}"));
    }

    private String many(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> event("m" + i, "many", "page_viewed"))
                .collect(Collectors.joining(","));
    }

    private String event(@Nullable String id, String user, String type) {
        return "{" + (id == null ? "" : "\"event_id\":\"" + id + "\",") + "\"user_id\":\"" + user
                + "\",\"event_type\":\"" + type
                + "\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"properties\":{\"workspace_id\":\"" + workspace
                + "\",\"colour\":\"red\"}}";
    }

    private static ValidatableResponse post(String body) {
        return postTo("events", body);
    }

    private static ValidatableResponse postTo(String dataSet, String body) {
        return given().header("Authorization", Tokens.bearer("machine", "ingest"))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/" + dataSet)
                .then();
    }
}
