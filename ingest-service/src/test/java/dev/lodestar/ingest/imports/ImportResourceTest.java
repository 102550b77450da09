package dev.lodestar.ingest.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.lodestar.ingest.Await;
import dev.lodestar.ingest.Warehouse;
import dev.lodestar.ingest.reading.ContentCoding;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class ImportResourceTest {
    private static final String HEADER = "user_id,event_type,timestamp,properties\n";

    private final String workspace = "ws-" + UUID.randomUUID();

    @Inject
    Warehouse warehouse;

    @Inject
    Importer importer;

    @Test
    void a_file_becomes_queryable_and_adds_nothing_when_it_is_sent_again() {
        String file = HEADER
                + row("007", "page_created", "2026-01-01T00:00:00Z")
                + row("007", "page_viewed", "2026-01-01T00:00:01Z")
                + row("007", "page_viewed", "2026-01-01T00:00:01Z")
                + row("7", "page_viewed", "2026-01-01T00:00:01Z");

        JsonPath first = queryable(upload("events", file));
        JsonPath again = queryable(upload("events", file));

        assertThat(first.getLong("rows_read")).isEqualTo(4);
        assertThat(first.getLong("stored")).isEqualTo(4);
        assertThat(first.getString("sha256")).hasSize(64).isEqualTo(again.getString("sha256"));
        assertThat(again.getLong("accepted")).isEqualTo(4);
        assertThat(again.getLong("stored")).isZero();
        assertThat(again.getLong("duplicates")).isEqualTo(4);
        assertThat(warehouse.events(workspace)).isEqualTo(4);
        assertThat(warehouse.number(
                        "select count(distinct user_id) from analytics.user_events where properties->>'workspace_id' = ?",
                        workspace))
                .as("007 and 7 are two users")
                .isEqualTo(2);
    }

    @Test
    void broken_lines_cost_no_good_row_and_are_kept_with_their_reason() {
        String file = "\uFEFFtimestamp,properties,remark,user_id,event_type\r\n"
                + "2026-01-01,\"{\"\"workspace_id\"\":\"\"" + workspace + "\"\"}\",,a,page_viewed\r\n"
                + "2026-01-01,\"{\"\"workspace_id\"\":1,x,a,page_viewed\r\n"
                + "2026-01-01,\"{\"\"workspace_id\"\":\"\"" + workspace + "\"\"}\",,b,page_viewed\r\n"
                + "2026-01-01,{},a\r\n"
                + "2026-01-01,{,,c,page_viewed\r\n"
                + "2026-01-01," + "y".repeat(1_048_600) + ",,c,page_viewed\r\n"
                + "2026-01-01,\"{\"\"workspace_id\"\":\"\"" + workspace + "\"\"}\",,c,page_viewed";

        JsonPath done = queryable(upload("events", file));

        assertThat(done.getLong("rows_read")).isEqualTo(7);
        assertThat(done.getLong("accepted")).isEqualTo(3);
        assertThat(done.getLong("quarantined")).isEqualTo(4);
        assertThat(done.getList("ignored_columns")).isEqualTo(List.of("remark"));
        JsonPath kept = get("viewer", "/api/v1/quality/quarantine?import_id=" + done.getString("import_id"));
        assertThat(kept.getList("rows.code")).isEqualTo(List.of("malformed", "malformed", "malformed", "oversized"));
        assertThat(kept.getList("rows.row_number")).isEqualTo(List.of(2, 4, 5, 6));
        assertThat(kept.getList("rows.raw_length", Long.class).getLast()).isEqualTo(1_048_600L + 26);
        assertThat(kept.getString("rows[0].raw")).isNull();
        JsonPath raw = get("operator", "/api/v1/quality/quarantine?import_id=" + done.getString("import_id"));
        assertThat(raw.getString("rows[1].raw")).isEqualTo("2026-01-01,{},a");
    }

    @Test
    void a_page_of_the_quarantine_that_the_caller_has_is_not_sent_again_until_it_changes() {
        String file =
                "user_id,event_type,timestamp,properties\na,page_viewed,yesterday,{}\na,page_viewed,tomorrow,{}\n";
        String address = "/api/v1/quality/quarantine?import_id="
                + queryable(upload("events", file)).getString("import_id");
        String tag = request("operator").get(address).header("ETag");

        assertThat(request("operator").header("If-None-Match", tag).get(address).statusCode())
                .isEqualTo(304);
        assertThat(request("viewer").header("If-None-Match", tag).get(address).statusCode())
                .as("who sees the reasons only")
                .isEqualTo(200);
        assertThat(request("operator")
                        .header("If-None-Match", tag)
                        .get(address + "&limit=1")
                        .statusCode())
                .isEqualTo(200);
        String row = request("operator").get(address).jsonPath().getString("rows[0].id");
        warehouse.texts("delete from quarantine where quarantine_id = " + row + " returning 1");
        assertThat(request("operator").header("If-None-Match", tag).get(address).statusCode())
                .isEqualTo(200);
    }

    @Test
    void profiles_that_say_the_same_change_nothing() {
        String user = UUID.randomUUID().toString();
        String file =
                "user_id,signup_date,segment,channel,plan_type,region\n" + user + ",2026-03-29 02:30,smb,,free,EU\n";

        JsonPath first = queryable(upload("profiles", file));
        JsonPath again = queryable(upload("profiles", file));

        assertThat(first.getLong("stored")).isEqualTo(1);
        assertThat(again.getLong("stored")).isZero();
        assertThat(again.getLong("duplicates")).isEqualTo(1);
        assertThat(warehouse.texts("select segment || plan_type || (channel is null) || attributes"
                        + " from analytics.user_profiles where attributes->>'region' = 'EU'"))
                .containsExactly("smbfreetrue{\"region\": \"EU\"}");
    }

    @Test
    void users_who_come_back_in_a_long_file_are_one_each_and_their_last_row_stands() {
        int users = 3_000;
        StringBuilder file = new StringBuilder("user_id,signup_date,segment,plan_type\n");
        for (String plan : List.of("first", "second", "third", "last")) {
            for (int user = 0; user < users; user++) {
                file.append(workspace + user + ",2026-01-01," + workspace + "," + plan + "\n");
            }
        }

        JsonPath done = queryable(upload("profiles", file.toString()));

        assertThat(done.getLong("accepted")).isEqualTo(4L * users);
        assertThat(warehouse.texts(
                        "select plan_type || ' ' || count(*) from analytics.user_profiles where segment = ? group by plan_type",
                        workspace))
                .containsExactly("last " + users);
    }

    @Test
    void acquisition_comes_as_a_file_too() {
        String channel = "c-" + UUID.randomUUID();
        String file = "date,channel,visitors,spend\n2026-01-01," + channel + ",10,1.5\n2026-01-02," + channel + ",x,\n";

        JsonPath done = queryable(upload("acquisition", file));

        assertThat(done.getLong("stored")).isEqualTo(1);
        assertThat(done.getLong("quarantined")).isEqualTo(1);
        assertThat(warehouse.texts(
                        "select date || ' ' || visitors || ' ' || spend from analytics.acquisition_daily where channel = ?",
                        channel))
                .containsExactly("2026-01-01 10 1.5");
    }

    @Test
    void a_file_that_means_nothing_is_refused_with_what_would_be_right() {
        upload("events", "").statusCode(422).body("code", equalTo("unreadable_file"));
        upload("events", "user_id,event_type\nu,signup\n")
                .statusCode(422)
                .body("code", equalTo("missing_column"))
                .body("field", equalTo("timestamp"))
                .body("expected", containsString("user_id"));
        upload("events", "user_id,user_id,event_type,timestamp\n")
                .statusCode(422)
                .body("detail", containsString("columns 1 and 2 of the header have the same name"));
        upload("sessions", HEADER).statusCode(404).body("code", equalTo("unknown_data_set"));
        request("ingest")
                .contentType("application/octet-stream")
                .body(new byte[] {1})
                .post("/api/v1/imports/events")
                .then()
                .statusCode(415);
        request("ingest")
                .header("Content-Encoding", "gzip")
                .contentType("text/csv")
                .body("not packed")
                .post("/api/v1/imports/events")
                .then()
                .statusCode(400)
                .body("code", equalTo("interrupted"));
        JsonPath imports = get("ingest", "/api/v1/imports");
        assertThat(imports.getList("imports.state", String.class)).contains("failed");
        assertThat(imports.getList("imports.failure.code", String.class)).contains("missing_column", "interrupted");
    }

    @Test
    void a_file_without_a_header_is_told_so_and_none_of_its_first_row_is_kept_or_quoted() {
        String person = "ada" + System.nanoTime() + "@example.org";

        upload("events", person + ",signup,2026-01-01T00:00:00Z\n")
                .statusCode(422)
                .body("code", equalTo("missing_column"))
                .body("detail", containsString("none of its 3 columns is known"))
                .body(not(containsString(person)));
        upload("events", person + "," + person + ",2026-01-01T00:00:00Z\n")
                .statusCode(422)
                .body(not(containsString(person)));
        upload("events", "user_id,event_type," + person + "\n")
                .statusCode(422)
                .body(
                        "detail",
                        containsString("no column 'timestamp'; it has [user_id, event_type], and unknown ones: 1."))
                .body(not(containsString(person)));

        assertThat(warehouse.number("select count(*) from import_file f where f::text like '%' || ? || '%'", person))
                .isZero();
    }

    @Test
    void an_import_with_which_the_service_cannot_go_on_has_failed() {
        InputStream file = new InputStream() {
            @Override
            public int read() {
                throw new OutOfMemoryError("made up");
            }
        };
        Upload upload =
                new Upload(DataSet.EVENTS, file, ContentCoding.IDENTITY, true, "text/csv", workspace, null, "somebody");

        assertThatThrownBy(() -> importer.receive(upload)).isInstanceOf(OutOfMemoryError.class);

        assertThat(warehouse.texts(
                        "select state || ' ' || failure_code from import_file where file_name = ?", workspace))
                .containsExactly("failed interrupted");
    }

    /** The file is long enough that some of its chunks are sent when its end turns out to be missing. */
    @Test
    void what_was_sent_of_an_upload_that_breaks_off_is_booked_and_its_bad_rows_are_kept() throws IOException {
        StringBuilder file = new StringBuilder(HEADER);
        for (int i = 0; i < 13_500; i++) {
            file.append(row("u" + i, i % 1_000 == 7 ? "nonsense" : "page_viewed", "2026-01-01T00:00:00Z"));
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(file.toString().getBytes(StandardCharsets.UTF_8));
        }

        request("ingest")
                .header("Content-Encoding", "gzip")
                .contentType("text/csv")
                .body(Arrays.copyOf(packed.toByteArray(), packed.size() - 8))
                .post("/api/v1/imports/events?file_name=" + workspace)
                .then()
                .statusCode(400)
                .body("code", equalTo("interrupted"));

        String found = "imports.find { it.file_name == '" + workspace + "' }";
        JsonPath failed = get("ingest", "/api/v1/imports?limit=200");
        assertThat(failed.getString(found + ".state")).isEqualTo("failed");
        long read = failed.getLong(found + ".rows_read");
        long accepted = failed.getLong(found + ".accepted");
        assertThat(read).isPositive().isLessThan(13_500);
        assertThat(accepted).isEqualTo(read - read / 1_000);
        assertThat(failed.getLong(found + ".quarantined")).isEqualTo(read / 1_000);
        Await.until(() -> warehouse.events(workspace), stored -> stored == accepted);
        String id = failed.getString(found + ".import_id");
        assertThat(warehouse.number("select count(*) from quarantine where import_id = ?::uuid", id))
                .isEqualTo(read / 1_000);
    }

    @Test
    void a_header_alone_is_a_file_without_rows() {
        assertThat(queryable(upload("events", HEADER)).getLong("rows_read")).isZero();
    }

    @Test
    void ndjson_is_read_line_by_line() {
        String line = "{\"user_id\":\"u\",\"event_type\":\"page_viewed\",\"timestamp\":\"2026-01-01T00:00:00+02:00\","
                + "\"properties\":{\"workspace_id\":\"" + workspace + "\"}}";
        JsonPath done = queryable(request("ingest")
                .contentType("application/x-ndjson")
                .body((line + "\n" + line + "\r\n\n{broken\n" + line).getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/imports/events?file_name=day.ndjson")
                .then());

        assertThat(done.getString("file_name")).isEqualTo("day.ndjson");
        assertThat(done.getLong("rows_read")).isEqualTo(4);
        assertThat(done.getLong("stored")).isEqualTo(3);
        assertThat(warehouse.texts(
                        "select distinct \"timestamp\" at time zone 'UTC' from analytics.user_events"
                                + " where properties->>'workspace_id' = ?",
                        workspace))
                .containsExactly("2025-12-31 22:00:00");
    }

    @Test
    void an_import_is_found_again_and_an_unknown_one_is_not() {
        String id = queryable(upload("events", HEADER)).getString("import_id");
        request("ingest").get("/api/v1/imports?limit=200").then().body("imports.import_id", hasItem(id));
        request("ingest").get("/api/v1/imports/" + UUID.randomUUID()).then().statusCode(404);
        request("viewer").get("/api/v1/imports/" + id).then().statusCode(403);
    }

    private String row(String user, String type, String time) {
        return user + "," + type + "," + time + ",\"{\"\"workspace_id\"\": \"\"" + workspace + "\"\"}\"\n";
    }

    private static JsonPath queryable(ValidatableResponse uploaded) {
        String location = uploaded.statusCode(202).extract().header("Location");
        String path = location.substring(location.indexOf("/api/"));
        return Await.until(() -> get("ingest", path), state -> state.getBoolean("queryable"));
    }

    private static ValidatableResponse upload(String dataSet, String file) {
        return request("ingest")
                .contentType("text/csv")
                .body(file.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/imports/" + dataSet + "?file_name=test.csv")
                .then();
    }

    private static JsonPath get(String role, String path) {
        return request(role).get(path).then().statusCode(200).extract().jsonPath();
    }

    private static RequestSpecification request(String role) {
        return given().header("Authorization", Tokens.bearer("someone", role));
    }
}
