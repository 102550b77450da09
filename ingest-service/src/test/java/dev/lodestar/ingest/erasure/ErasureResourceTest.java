package dev.lodestar.ingest.erasure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import dev.lodestar.contracts.erasure.ErasureCommand;
import dev.lodestar.contracts.erasure.ErasurePhase;
import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.contracts.wire.TimelineRecord;
import dev.lodestar.contracts.wire.UserKey;
import dev.lodestar.ingest.Await;
import dev.lodestar.ingest.Warehouse;
import dev.lodestar.ingest.publishing.RecordPublisher;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = CohortLists.class, scope = TestResourceScope.GLOBAL)
class ErasureResourceTest {
    private static final List<String> SERVICES = List.of("metrics-service", "cohort-service", "report-service");
    private static final ToLongFunction<ErasureCommand> OBEDIENT =
            command -> command.phase() == ErasurePhase.COUNT ? 3 : 0;

    private final String person = "jane-" + UUID.randomUUID();
    private final String other = "joe-" + UUID.randomUUID();

    @Inject
    Warehouse warehouse;

    @Inject
    RecordPublisher publisher;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    @ConfigProperty(name = "lodestar.topics.prefix")
    String prefix;

    @Test
    void a_user_is_erased_from_every_store_and_the_receipt_says_so() throws Exception {
        String pseudonym = stored(person);
        String otherPseudonym = stored(other);
        quarantine(person);
        quarantine(other);

        try (AnsweringServices ignored = services(OBEDIENT)) {
            String id = erase(person, "").extract().path("id");
            assertThat(warehouse.number("select count(*) from identity where user_id = ?::uuid", pseudonym))
                    .as("links to the pseudonym once the answer is there")
                    .isZero();
            JsonPath receipt = done(id);

            assertThat(rows(receipt, "found"))
                    .containsExactly(
                            "cohort-service/timeline_events=3",
                            "ingest-service/identity=1",
                            "ingest-service/quarantine=2",
                            "ingest-service/warehouse_events=2",
                            "ingest-service/warehouse_profiles=1",
                            "metrics-service/timeline_events=3",
                            "report-service/timeline_events=3");
            assertThat(rows(receipt, "remaining")).hasSize(7).allMatch(row -> row.endsWith("=0"));
            assertThat(receipt.prettify()).doesNotContain(person).doesNotContain(pseudonym);
        }

        assertThat(rowsOf(pseudonym)).isZero();
        assertThat(rowsOf(otherPseudonym)).isEqualTo(3);
        assertThat(refusedRowsNaming(person)).isZero();
        assertThat(refusedRowsNaming(other)).isEqualTo(2);
        assertThat(
                        warehouse.number(
                                "select count(*) from erasure where state = 'done' and (user_id is not null or user_hashes is not null)"))
                .as("erasures that still tell whose they were")
                .isZero();
    }

    @Test
    void a_file_that_is_called_after_somebody_loses_its_name_and_others_do_not() throws Exception {
        String id = person + ".x+y(z)";
        for (String name : List.of(id + ".csv", "of " + id, "x" + id + ".csv", "all.csv")) {
            given().header("Authorization", Tokens.bearer("ida", "ingest"))
                    .contentType("text/csv")
                    .queryParam("file_name", name)
                    .body("user_id,signup_date\n")
                    .post("/api/v1/imports/profiles")
                    .then()
                    .statusCode(202);
        }

        try (AnsweringServices ignored = services(OBEDIENT)) {
            erase(id, "");
        }

        assertThat(warehouse.number("select count(*) from import_file where file_name ~ ?", "(^| )" + person))
                .isZero();
        assertThat(warehouse.number("select count(*) from import_file where file_name like ?", "x" + person + "%"))
                .isOne();
    }

    @Test
    void what_was_on_its_way_under_the_old_pseudonym_is_erased_too() throws Exception {
        UUID pseudonym = UUID.fromString(stored(person));

        try (AnsweringServices ignored = services(OBEDIENT)) {
            String id = erase(person, "").extract().path("id");
            Await.until(() -> state(id), state -> state.equals("settling"));
            publisher
                    .publishTimeline(List.of(event(pseudonym)), Instant.now(), null)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            done(id);
        }

        assertThat(rowsOf(pseudonym.toString())).isZero();
    }

    @Test
    void rows_of_somebody_erased_are_refused_and_nothing_of_them_is_kept() throws Exception {
        stored(person);
        try (AnsweringServices ignored = services(OBEDIENT)) {
            done(erase(person, "").extract().path("id"));
        }

        post(
                        "/api/v1/events",
                        "[" + json(person, "back") + ",{\"user_id\":\"" + person + "\"}," + json(other, "new") + "]")
                .body("accepted", equalTo(1))
                .body("quarantined", equalTo(2))
                .body("results[0].code", equalTo("erased_user"))
                .body("results[1].code", equalTo("erased_user"))
                .body("results[2].status", equalTo("stored"));

        assertThat(refusedRowsNaming(person)).isZero();
        assertThat(warehouse.number("select count(*) from quarantine where code = 'erased_user' and length(raw) > 0"))
                .isZero();
        assertThat(export(person).getString("pseudonym")).isNull();
        assertThat(export(person).getList("saved_cohort_lists")).isEmpty();
    }

    @Test
    void the_same_person_asked_for_again_has_the_same_receipt_and_may_be_let_in_as_somebody_new() throws Exception {
        String before = stored(person);
        try (AnsweringServices ignored = services(OBEDIENT)) {
            String id = erase(person, "").extract().path("id");
            done(id);
            erase(person, "").body("id", equalTo(id)).body("state", equalTo("done"));
            erase(person, "?returning=new_person").body("id", equalTo(id)).body("returning", equalTo("new_person"));
        }

        assertThat(stored(person)).isNotEqualTo(before);
    }

    @Test
    void a_store_that_still_holds_something_is_told_again_until_it_says_zero() throws Exception {
        stored(person);
        AtomicInteger verifications = new AtomicInteger();

        try (AnsweringServices services = services(
                command -> command.phase() == ErasurePhase.VERIFY && verifications.incrementAndGet() == 1 ? 1 : 0)) {
            done(erase(person, "").extract().path("id"));

            List<Long> places = services.asked().stream()
                    .filter(command -> command.phase() == ErasurePhase.VERIFY)
                    .map(ErasureCommand::endOffset)
                    .distinct()
                    .toList();
            assertThat(places).as("places of erasure records asked about").hasSizeGreaterThan(1);
        }
    }

    @Test
    void a_service_that_says_nothing_is_asked_again_and_nothing_is_called_done_without_it() throws Exception {
        stored(person);
        String id;
        try (AnsweringServices services =
                new AnsweringServices(bootstrapServers, prefix, List.of("metrics-service"), OBEDIENT)) {
            id = erase(person, "").extract().path("id");
            Await.until(
                    services::asked,
                    asked -> asked.stream()
                                    .filter(command ->
                                            command.erasureId().toString().equals(id)
                                                    && command.phase() == ErasurePhase.COUNT)
                                    .count()
                            > 1);
            assertThat(state(id)).isNotEqualTo("done");
        }
        try (AnsweringServices ignored = services(OBEDIENT)) {
            done(id);
        }
    }

    @Test
    void a_refused_row_that_was_filed_late_is_deleted_too_and_does_not_keep_the_erasure_going() throws Exception {
        stored(person);
        String id;
        try (AnsweringServices ignored =
                new AnsweringServices(bootstrapServers, prefix, List.of("metrics-service"), OBEDIENT)) {
            id = erase(person, "").extract().path("id");
            warehouse.texts("update erasure set state = 'settling' where erasure_id = ?::uuid returning 1", id);
            settled(id);
        }
        List<String> filed = warehouse.texts("""
                insert into quarantine (data_set, received_at, code, detail, raw, raw_length, plan_version, user_hash)
                select 'events', requested_at - interval '1 second', 'malformed', '', ?, 1, 1, user_hashes[1]
                from erasure where erasure_id = ?::uuid
                returning 1
                """, person.getBytes(StandardCharsets.UTF_8), id);
        assertThat(filed).hasSize(1);

        try (AnsweringServices ignored = services(OBEDIENT)) {
            Await.until(() -> state(id), "done"::equals);
        }

        assertThat(refusedRowsNaming(person)).isZero();
    }

    @Test
    void somebody_unknown_gets_a_receipt_of_zeros_and_an_empty_export() throws Exception {
        assertThat(export(person).getList("events")).isEmpty();
        assertThat(export(person).getString("profile")).isNull();

        try (AnsweringServices ignored = services(command -> 0)) {
            JsonPath receipt = done(erase(person, "").extract().path("id"));

            assertThat(rows(receipt, "found")).allMatch(row -> row.endsWith("=0"));
        }
    }

    @Test
    void an_export_has_everything_under_the_id_and_nothing_of_others() throws Exception {
        String pseudonym = stored(person);
        stored(other);
        quarantine(person);

        JsonPath export = export(person);

        assertThat(export.getString("user_id")).isEqualTo(person);
        assertThat(export.getString("pseudonym")).isEqualTo(pseudonym);
        assertThat(export.getString("profile.segment")).isEqualTo("smb");
        assertThat(export.getList("saved_cohort_lists"))
                .isEqualTo(List.of(Map.of(
                        "id",
                        "00000000-0000-0000-0000-000000000001",
                        "name",
                        "/api/v1/users/" + pseudonym + "/lists",
                        "version",
                        3,
                        "updated_at",
                        "2026-03-01T12:00:00Z")));
        assertThat(export.getList("events.event_id")).hasSize(2);
        assertThat(export.getString("events[0].properties.workspace_id")).isEqualTo("w");
        assertThat(export.getList("refused_rows")).hasSize(1);
        assertThat(export.prettify()).doesNotContain(other);
    }

    @Test
    void an_export_that_would_lack_what_another_service_holds_is_not_begun() {
        stored(person);

        given().header("Authorization", Tokens.bearer(CohortLists.UNLUCKY, "privacy"))
                .get("/api/v1/users/{id}/export", person)
                .then()
                .statusCode(503)
                .body("detail", containsString("cohort-service"));
    }

    @Test
    void an_id_that_no_path_can_carry_goes_into_the_query() throws Exception {
        String odd = "team/" + person + "%2F..";
        String pseudonym = stored(odd);

        given().header("Authorization", privacy())
                .queryParam("user_id", odd)
                .get("/api/v1/users/export")
                .then()
                .statusCode(200)
                .body("user_id", equalTo(odd))
                .body("pseudonym", equalTo(pseudonym));
        try (AnsweringServices ignored = services(OBEDIENT)) {
            done(given().header("Authorization", privacy())
                    .queryParam("user_id", odd)
                    .delete("/api/v1/users")
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("id"));
        }
        assertThat(warehouse.number("select count(*) from analytics.user_events where user_id = ?", pseudonym))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "analyst", "ingest", "operator", "auditor"})
    void nobody_but_privacy_erases_or_exports(String role) {
        given().header("Authorization", Tokens.bearer("somebody", role))
                .delete("/api/v1/users/{id}", person)
                .then()
                .statusCode(403);
        given().header("Authorization", Tokens.bearer("somebody", role))
                .get("/api/v1/users/{id}/export", person)
                .then()
                .statusCode(403);
        given().header("Authorization", Tokens.bearer("somebody", role))
                .get("/api/v1/erasures/{id}", UUID.randomUUID())
                .then()
                .statusCode(403);
    }

    @Test
    void slips_are_named() {
        erasing(person, "?returning=maybe")
                .statusCode(422)
                .body("field", equalTo("returning"))
                .body("expected", containsString("blocked or new_person"));
        given().header("Authorization", privacy())
                .delete("/api/v1/users")
                .then()
                .statusCode(422)
                .body("field", equalTo("user_id"));
        given().header("Authorization", privacy())
                .get("/api/v1/erasures/{id}", UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    private AnsweringServices services(ToLongFunction<ErasureCommand> rows) {
        return new AnsweringServices(bootstrapServers, prefix, SERVICES, rows);
    }

    /** Two events and a profile; yields the pseudonym once they are in the warehouse. */
    private String stored(String user) {
        String first = "a-" + UUID.randomUUID();
        post("/api/v1/events", "[" + json(user, first) + "," + json(user, "b-" + UUID.randomUUID()) + "]")
                .body("results.status", everyItem(equalTo("stored")));
        post("/api/v1/profiles", "[{\"user_id\":\"" + user + "\",\"signup_date\":\"2026-01-01\",\"segment\":\"smb\"}]")
                .body("accepted", equalTo(1));
        String pseudonym = Await.until(
                        () -> warehouse.texts("select user_id from analytics.user_events where event_id = ?", first),
                        found -> !found.isEmpty())
                .getFirst();
        Await.until(() -> rowsOf(pseudonym), rows -> rows == 3);
        return pseudonym;
    }

    /** A row that names its user and one that nobody can read. */
    private void quarantine(String user) {
        post("/api/v1/events", "[{\"user_id\":\"" + user + "\",\"event_type\":\"nonsense\"}]")
                .body("quarantined", equalTo(1));
        given().header("Authorization", Tokens.bearer("sdk", "ingest"))
                .contentType("application/x-ndjson")
                .body(("{\"user_id\":\"" + user + "\",\n").getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/events")
                .then()
                .statusCode(202)
                .body("quarantined", equalTo(1));
    }

    private static String json(String user, String eventId) {
        return "{\"event_id\":\"" + eventId + "\",\"user_id\":\"" + user
                + "\",\"event_type\":\"page_viewed\",\"timestamp\":\"2026-05-01T10:00:00Z\","
                + "\"properties\":{\"workspace_id\":\"w\"}}";
    }

    private static ValidatableResponse post(String path, String body) {
        return given().header("Authorization", Tokens.bearer("sdk", "ingest"))
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(202);
    }

    private static TimelineRecord event(UUID pseudonym) {
        return new TimelineRecord.Event(
                new UserKey(pseudonym),
                EventRecord.newBuilder()
                        .setEventId("late")
                        .setEventType("page_viewed")
                        .setEventTimeMillis(Instant.now().toEpochMilli())
                        .setReceivedAtMillis(Instant.now().toEpochMilli())
                        .build());
    }

    private long rowsOf(String pseudonym) {
        return warehouse.number(
                "select (select count(*) from analytics.user_events where user_id = ?)"
                        + " + (select count(*) from analytics.user_profiles where user_id = ?)",
                pseudonym,
                pseudonym);
    }

    private long refusedRowsNaming(String user) {
        return warehouse.refused(user).size();
    }

    private static String privacy() {
        return Tokens.bearer("dpo", "privacy");
    }

    private static ValidatableResponse erasing(String user, String query) {
        return given().header("Authorization", privacy())
                .delete("/api/v1/users/{id}" + query, user)
                .then();
    }

    private static ValidatableResponse erase(String user, String query) {
        return erasing(user, query).statusCode(202).header("Location", containsString("/api/v1/erasures/"));
    }

    private static JsonPath receipt(String id) {
        return given().header("Authorization", privacy())
                .get("/api/v1/erasures/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String state(String id) {
        return receipt(id).getString("state");
    }

    /** The receipt once nothing is left. The request is moved into the past, so that the time is over in which what was on its way may still come. */
    private JsonPath done(String id) {
        settled(id);
        return Await.until(
                () -> receipt(id), receipt -> receipt.getString("state").equals("done"));
    }

    private void settled(String id) {
        Await.until(() -> state(id), state -> !state.equals("counting"));
        warehouse.texts(
                "update erasure set requested_at = requested_at - interval '5 minutes' where erasure_id = ?::uuid returning erasure_id",
                id);
        Await.until(() -> state(id), state -> state.matches("verifying|done"));
    }

    private static List<String> rows(JsonPath receipt, String column) {
        return receipt.getList("stores", Map.class).stream()
                .map(store -> store.get("service") + "/" + store.get("store") + "=" + store.get(column))
                .toList();
    }

    private static JsonPath export(String user) {
        return given().header("Authorization", privacy())
                .get("/api/v1/users/{id}/export", user)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
