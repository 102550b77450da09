package dev.lodestar.ingest.quarantine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.lodestar.ingest.Warehouse;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class QuarantineSealingTest {
    @Inject
    Warehouse warehouse;

    @Inject
    AgroalDataSource database;

    @Inject
    QuarantineSealing sealing;

    private final String person = "jane-" + UUID.randomUUID() + "@example.org";

    /** An event that is stored, one that is refused, and one that cannot even be read. */
    private void send() {
        given().header("Authorization", Tokens.bearer("i", "ingest"))
                .contentType("application/json")
                .body(
                        ("[{\"event_id\":\"1\",\"user_id\":\"P\",\"event_type\":\"page_viewed\",\"timestamp\":\"2026-01-01T00:00:00Z\"},"
                                        + "{\"event_id\":\"2\",\"user_id\":\"P\",\"event_type\":\"nonsense\",\"timestamp\":\"2026-01-01T00:00:00Z\"},"
                                        + "\"P\"]")
                                .replace("P", person))
                .post("/api/v1/events")
                .then()
                .statusCode(202)
                .body("quarantined", equalTo(2));
    }

    @Test
    void no_table_of_the_database_holds_a_clear_user_id() throws SQLException {
        send();

        assertThat(warehouse.refused(person)).as("the rows are there").hasSize(2);
        assertThat(placesOf(person)).isEmpty();
    }

    @Test
    void no_reason_quotes_a_user_id_that_stands_where_json_should() throws SQLException, IOException {
        String unquoted = "jane_" + UUID.randomUUID().toString().replace("-", "");
        String row = "{\"user_id\": " + unquoted + ", \"event_type\": \"page_viewed\", \"timestamp\": \"2026-01-01\"}";
        post("application/x-ndjson", row).statusCode(202).body("quarantined", equalTo(1));
        post("application/json", "[{}, " + row + "]").statusCode(202).body("quarantined", equalTo(2));
        assertThat(placesOf(unquoted)).isEmpty();

        long id = warehouse.number("select max(quarantine_id) from quarantine");
        for (String reason :
                List.of("it is not JSON: Unrecognized token '", "the JSON breaks off: Unrecognized token '")) {
            warehouse.texts(
                    "update quarantine set detail = ? where quarantine_id = ? returning 1",
                    reason + unquoted + "'",
                    id);
            assertThat(placesOf(unquoted)).as("as a version before wrote it").containsExactly("quarantine.detail");
            migrate("V7__reasons_without_values.sql");
            assertThat(placesOf(unquoted)).as("after the migration").isEmpty();
        }
    }

    @Test
    void rows_of_before_are_encrypted_and_read_the_same() throws SQLException {
        send();
        List<Warehouse.Refused> refused = warehouse.refused(person);
        refused.forEach(row -> warehouse.texts(
                "update quarantine set raw = ?, key_version = null where quarantine_id = ? returning quarantine_id",
                row.raw().getBytes(StandardCharsets.UTF_8),
                row.id()));
        assertThat(placesOf(person)).as("as a version before wrote them").containsExactly("quarantine.raw");

        assertThat(sealing.sealAll()).isGreaterThanOrEqualTo(2);

        assertThat(placesOf(person)).isEmpty();
        assertThat(warehouse.refused(person)).isEqualTo(refused);
        assertThat(sealing.sealAll()).as("nothing is left").isZero();
    }

    @Test
    void rows_whose_key_is_gone_are_listed_without_their_bytes_and_left_alone() {
        send();
        long row = warehouse.refused(person).getFirst().id();
        warehouse.texts("update quarantine set key_version = 99 where quarantine_id = " + row + " returning 1");
        try {
            sealing.sealAll();

            given().header("Authorization", Tokens.bearer("o", "operator"))
                    .get("/api/v1/quality/quarantine?limit=1&cursor=" + (row - 1))
                    .then()
                    .statusCode(200)
                    .body("rows[0].id", equalTo((int) row))
                    .body("rows[0].raw_encoding", equalTo("sealed"))
                    .body("rows[0].raw", equalTo(null));
        } finally {
            warehouse.texts("update quarantine set key_version = 1 where quarantine_id = " + row + " returning 1");
        }
    }

    private static ValidatableResponse post(String type, String body) {
        return given().header("Authorization", Tokens.bearer("i", "ingest"))
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/events")
                .then();
    }

    private void migrate(String script) throws SQLException, IOException {
        try (InputStream sql = QuarantineSealing.class.getResourceAsStream("/db/migration/" + script);
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Every column of every table in which a text stands, in whatever form the column has. */
    private List<String> placesOf(String text) throws SQLException {
        List<String> places = new ArrayList<>();
        for (String table : warehouse.texts(
                "select format('%I.%I', table_schema, table_name) from information_schema.tables"
                        + " where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')")) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select * from " + table)) {
                ResultSetMetaData columns = rows.getMetaData();
                while (rows.next()) {
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        byte[] bytes = rows.getBytes(i);
                        if (bytes != null && new String(bytes, StandardCharsets.ISO_8859_1).contains(text)) {
                            places.add(table.replace("public.", "") + "." + columns.getColumnName(i));
                        }
                    }
                }
            }
        }
        return places.stream().distinct().toList();
    }
}
