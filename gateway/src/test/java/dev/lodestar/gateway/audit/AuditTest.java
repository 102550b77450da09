package dev.lodestar.gateway.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.lodestar.gateway.edge.FakeServices;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class AuditTest {
    @Inject
    AgroalDataSource database;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource("/")
    String gateway;

    private final String subject = "u-" + UUID.randomUUID();

    @Test
    void a_call_is_in_the_log_when_its_answer_is_here() {
        String requestId = as(Roles.VIEWER)
                .get("/api/v1/funnel?segment=enterprise&from=2024-01-01")
                .header("X-Request-Id");

        auditor()
                .get("/api/v1/audit?subject=" + subject)
                .then()
                .statusCode(200)
                .body("entries", hasSize(1))
                .body("entries[0].action", equalTo("api_call"))
                .body("entries[0].subject", equalTo(subject))
                .body("entries[0].client", equalTo("lodestar-test"))
                .body("entries[0].method", equalTo("GET"))
                .body("entries[0].route", equalTo("/api/v1/funnel"))
                .body("entries[0].parameters.segment", equalTo("enterprise"))
                .body("entries[0].parameters.from", equalTo("2024-01-01"))
                .body("entries[0].decision", equalTo("allowed"))
                .body("entries[0].status", equalTo(200))
                .body("entries[0].request_id", equalTo(requestId))
                .body("entries[0].source_address", equalTo("127.0.0.1"))
                .body("entries[0].hash", notNullValue())
                .body("next_cursor", nullValue());
    }

    @Test
    void an_entry_says_which_trace_the_call_belongs_to_and_as_of_which_position_its_answer_is() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        as(Roles.VIEWER)
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-00")
                .get("/api/v1/funnel")
                .then()
                .header("Lodestar-As-Of", FakeServices.POSITION);
        as(Roles.VIEWER).post("/api/v1/analysis/run").then().statusCode(403);

        auditor()
                .get("/api/v1/audit?trace_id=" + trace)
                .then()
                .statusCode(200)
                .body("entries", hasSize(1))
                .body("entries[0].subject", equalTo(subject))
                .body("entries[0].trace_id", equalTo(trace))
                .body("entries[0].as_of", equalTo(FakeServices.POSITION))
                .body("entries[0].version", equalTo(2));
        auditor()
                .get("/api/v1/audit?limit=1&subject=" + subject)
                .then()
                .body("entries[0].decision", equalTo("refused"))
                .body("entries[0].trace_id", notNullValue())
                .body("entries[0]", not(hasKey("as_of")));
    }

    @Test
    void a_refusal_is_in_the_log_with_its_reason() {
        as(Roles.VIEWER).post("/api/v1/analysis/run").then().statusCode(403);

        auditor()
                .get("/api/v1/audit?decision=refused&subject=" + subject)
                .then()
                .body("entries", hasSize(1))
                .body("entries[0].code", equalTo("forbidden"))
                .body("entries[0].status", equalTo(403));
    }

    @Test
    void a_call_without_a_token_is_in_the_log_without_a_subject() {
        String requestId = given().get("/api/v1/funnel").header("X-Request-Id");

        auditor()
                .get("/api/v1/audit?request_id=" + requestId)
                .then()
                .body("entries", hasSize(1))
                .body("entries[0].subject", nullValue())
                .body("entries[0].route", equalTo("/api/v1/funnel"))
                .body("entries[0].status", equalTo(401));
    }

    @Test
    void a_users_clear_id_is_never_in_the_log() {
        as(Roles.PRIVACY).delete("/api/v1/users/jane%40example.org").then().statusCode(200);
        as(Roles.PRIVACY).get("/api/v1/users/jane@example.org/export").then().statusCode(200);
        for (String query : List.of("user_id=jane", "user%5fid=jane", "userId=jane", "USER_ID%5b%5d=jane")) {
            as(Roles.PRIVACY).delete("/api/v1/users?" + query).then().statusCode(200);
            as(Roles.VIEWER).get("/api/v1/funnel?" + query).then().statusCode(200);
            as(Roles.VIEWER).delete("/api/v1/users?" + query).then().statusCode(403);
        }
        as(Roles.PRIVACY).delete("/api/v1/users?user_id=x&user_id=jane").then().statusCode(400);
        as(Roles.PRIVACY).get("/api/v1/users/jane/nothing").then().statusCode(404);
        as(Roles.PRIVACY).patch("/api/v1/users/jane").then().statusCode(405);
        as(Roles.PRIVACY).get("/api/v1/users/jane;x=y/export").then().statusCode(400);

        String log = auditor().get("/api/v1/audit?subject=" + subject).asString();

        assertThat(log).contains("/api/v1/users/{user_id}").doesNotContain("jane");
    }

    @Test
    void nobody_can_have_an_entry_name_another_user_than_the_service_reads() {
        String id = subject + "-erased";
        for (String more : List.of("user_id=bob", "userId=bob", "USER%5fID=bob", "user_ref=0123456789abcdef")) {
            as(Roles.PRIVACY)
                    .delete("/api/v1/users?user_id=" + id + "&" + more)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("ambiguous_user"));
            as(Roles.PRIVACY).delete("/api/v1/users/" + id + "?" + more).then().statusCode(400);
        }
        String many = IntStream.range(0, 40)
                .mapToObj(number -> "a%02d=1".formatted(number))
                .collect(Collectors.joining("&"));
        as(Roles.PRIVACY).delete("/api/v1/users/" + id + "?" + many).then().statusCode(200);
        as(Roles.PRIVACY)
                .delete("/api/v1/users?user_id=" + id + "&" + many)
                .then()
                .statusCode(200);

        auditor()
                .get("/api/v1/audit?user_id=" + id)
                .then()
                .body("entries.findAll { it.status == 200 }", hasSize(2))
                .body("entries.findAll { it.status == 400 }", hasSize(8));
    }

    @Test
    void of_a_parameter_that_is_given_twice_the_entry_keeps_both_values() {
        as(Roles.VIEWER).get("/api/v1/funnel?segment=smb&segment=mid").then().statusCode(200);

        auditor()
                .get("/api/v1/audit?subject=" + subject)
                .then()
                .body("entries[0].parameters.segment", equalTo("smb, mid"));
    }

    @Test
    void who_knows_a_users_id_finds_what_was_done_for_that_user() {
        as(Roles.PRIVACY)
                .delete("/api/v1/users/" + subject + "%40example.org")
                .then()
                .statusCode(200);
        as(Roles.PRIVACY)
                .get("/api/v1/users/" + subject + "@example.org/export")
                .then()
                .statusCode(200);
        as(Roles.PRIVACY).delete("/api/v1/users/someone-else").then().statusCode(200);

        auditor()
                .get("/api/v1/audit?user_id=" + subject + "@example.org")
                .then()
                .statusCode(200)
                .body("entries.route", equalTo(List.of("/api/v1/users/{user_id}/export", "/api/v1/users/{user_id}")));
    }

    @ParameterizedTest
    @CsvSource({"HEAD, x, 200", "GET, x, 200", "GET, \"e1\", 304", "OPTIONS, x, 405", "DELETE, x, 405"})
    void an_answer_without_a_body_has_its_entry_too(String method, String knownTag, int status) {
        String requestId = as(Roles.VIEWER)
                .header("If-None-Match", knownTag)
                .request(method, "/api/v1/funnel")
                .then()
                .statusCode(status)
                .extract()
                .header("X-Request-Id");

        assertEntry(requestId, method, status);
    }

    @Test
    void a_stream_has_its_entry_when_its_head_is_here_and_long_before_its_end() throws IOException {
        HttpURLConnection stream = (HttpURLConnection)
                URI.create(gateway + "api/v1/analysis/runs/17/events").toURL().openConnection();
        stream.setRequestProperty("Authorization", Tokens.bearer(subject, Roles.VIEWER));
        try {
            assertThat(stream.getContentType()).isEqualTo("text/event-stream");
            assertEntry(stream.getHeaderField("X-Request-Id"), "GET", 200);
        } finally {
            stream.disconnect();
        }
    }

    /** Nothing of Lodestar speaks it: the wish is not passed on, and what is answered is an answer like any other. */
    @Test
    void a_connection_does_not_turn_into_a_web_socket_that_nobody_notes() {
        CompletableFuture<WebSocket> opened = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", Tokens.bearer(subject, Roles.VIEWER))
                .buildAsync(URI.create(gateway.replace("http:", "ws:") + "api/v1/funnel"), new WebSocket.Listener() {});

        assertThat(opened)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> {
                    assertThat(refused.getResponse().statusCode()).isEqualTo(200);
                    assertEntry(
                            refused.getResponse()
                                    .headers()
                                    .firstValue("X-Request-Id")
                                    .orElseThrow(),
                            "GET",
                            200);
                });
    }

    private static void assertEntry(String requestId, String method, int status) {
        auditor()
                .get("/api/v1/audit?request_id=" + requestId)
                .then()
                .statusCode(200)
                .body("entries", hasSize(1))
                .body("entries[0].method", equalTo(method))
                .body("entries[0].status", equalTo(status));
    }

    @Test
    void a_service_that_is_down_shows_in_the_log() {
        as(Roles.VIEWER).get("/api/v1/growth/levers").then().statusCode(503);

        auditor()
                .get("/api/v1/audit?subject=" + subject)
                .then()
                .body("entries[0].decision", equalTo("allowed"))
                .body("entries[0].status", equalTo(503))
                .body("entries[0].code", equalTo("service_unavailable"));
    }

    @Test
    void pages_follow_each_other_without_gap_or_overlap() {
        IntStream.range(0, 5).forEach(call -> as(Roles.VIEWER).get("/api/v1/funnel?call=" + call));

        JsonPath first = auditor()
                .get("/api/v1/audit?limit=3&subject=" + subject)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath second = auditor()
                .get("/api/v1/audit?limit=3&subject=" + subject + "&cursor=" + first.getString("next_cursor"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(first.getList("entries.parameters.call")).isEqualTo(List.of("4", "3", "2"));
        assertThat(second.getList("entries.parameters.call")).isEqualTo(List.of("1", "0"));
        assertThat(second.getString("next_cursor")).isNull();
    }

    @Test
    void only_auditors_read_it_and_the_page_has_a_limit() {
        as(Roles.VIEWER, Roles.ANALYST, Roles.OPERATOR)
                .get("/api/v1/audit")
                .then()
                .statusCode(403);
        auditor().get("/api/v1/audit?limit=1001").then().statusCode(422).body("field", equalTo("limit"));
        auditor().get("/api/v1/audit?limit=1000").then().statusCode(200);
        auditor().get("/api/v1/audit?limit=0").then().statusCode(422);
    }

    @Test
    void many_calls_at_once_make_one_chain() throws SQLException {
        long before = count();
        try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
            List<CompletableFuture<Void>> calls = IntStream.range(0, 400)
                    .mapToObj(call -> CompletableFuture.runAsync(
                            () -> as(Roles.VIEWER).get("/api/v1/funnel").then().statusCode(200), callers))
                    .toList();
            calls.forEach(CompletableFuture::join);
        }

        assertThat(count() - before).isEqualTo(400);
        auditor().get("/api/v1/audit/verify").then().statusCode(200).body("valid", equalTo(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit_entry set status = 201 where sequence = ?                      | entry_changed",
                "update audit_entry set parameters = '{}' where sequence = ?                 | entry_changed",
                "update audit_entry set subject = 'mallory' where sequence = ?               | entry_changed",
                "update audit_entry set trace_id = repeat('a', 32) where sequence = ?        | entry_changed",
                "update audit_entry set as_of = null where sequence = ?                      | entry_changed",
                "update audit_entry set version = 1 where sequence = ?                       | entry_changed",
                "update audit_entry set version = 9 where sequence = ?                       | entry_changed",
                "delete from audit_entry where sequence = ?                                  | entry_missing",
                "update audit_entry set previous_hash = repeat('f', 64) where sequence = ?   | link_broken",
                "update audit_entry set hash = repeat('e', 64) where sequence = ?            | entry_changed"
            })
    void tampering_is_found_at_its_place(String tampering, String reason) throws SQLException {
        as(Roles.VIEWER).get("/api/v1/funnel?segment=a");
        as(Roles.VIEWER).get("/api/v1/funnel?segment=b");
        long victim = auditor()
                .get("/api/v1/audit?limit=1&subject=" + subject)
                .jsonPath()
                .getLong("entries[0].sequence");

        try (Tampering ignored = new Tampering(tampering.strip().replace("?", Long.toString(victim)))) {
            auditor()
                    .get("/api/v1/audit/verify")
                    .then()
                    .body("valid", equalTo(false))
                    .body("reason", equalTo(reason))
                    .body("broken_at", equalTo((int) victim));
        }
        auditor()
                .get("/api/v1/audit/verify")
                .then()
                .body("valid", equalTo(true))
                .body("head_hash", not(nullValue()));
    }

    @Test
    void the_table_takes_no_changes() {
        as(Roles.VIEWER).get("/api/v1/funnel");

        assertThatThrownBy(() -> execute("update audit_entry set status = 500")).hasMessageContaining("never changed");
        assertThatThrownBy(() -> execute("delete from audit_entry")).hasMessageContaining("never changed");
        assertThatThrownBy(() -> execute("truncate audit_entry")).hasMessageContaining("never changed");
    }

    private long count() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var rows =
                        statement.executeQuery("select count(*) from audit_entry where subject = '" + subject + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private RequestSpecification as(String... roles) {
        return given().urlEncodingEnabled(false).header("Authorization", Tokens.bearer(subject, roles));
    }

    private static RequestSpecification auditor() {
        return given().header("Authorization", Tokens.bearer("auditor", Roles.AUDITOR));
    }

    /** Someone with the database's password, and the repair after it. */
    private final class Tampering implements AutoCloseable {
        Tampering(String sql) throws SQLException {
            execute("create table kept as select * from audit_entry");
            execute("alter table audit_entry disable trigger user");
            execute(sql);
        }

        @Override
        public void close() throws SQLException {
            execute("delete from audit_entry where sequence in (select sequence from kept)");
            execute("insert into audit_entry select * from kept");
            execute("drop table kept");
            execute("alter table audit_entry enable trigger user");
        }
    }
}
