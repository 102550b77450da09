package dev.lodestar.report.schedule;

import static dev.lodestar.report.schedule.Schedules.PATH;
import static dev.lodestar.report.schedule.Schedules.created;
import static dev.lodestar.report.schedule.Schedules.operator;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.lodestar.report.run.Peers;
import dev.lodestar.testkit.devstack.AtOnce;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class ScheduleResourceTest {
    private static final String MONDAYS = """
            {"name": "Mondays", "cron": "30 6 * * MON", "time_zone": "Europe/Berlin",
             "run": {"last_days": 28, "segment": "smb", "levers": ["viral_sharing"], "months": 6, "seed": 7}}
            """;

    @Inject
    Pool database;

    @AfterEach
    void clear() {
        Schedules.deleteAll(database);
    }

    @Test
    void a_schedule_is_kept_with_what_its_runs_are_asked_and_shows_its_next_times() {
        JsonPath schedule = operator()
                .body(MONDAYS)
                .post(PATH)
                .then()
                .statusCode(201)
                .header("Location", containsString(PATH + "/"))
                .extract()
                .jsonPath();

        assertThat(schedule.getString("cron")).isEqualTo("30 6 * * MON");
        assertThat(schedule.getString("created_by")).isEqualTo("sub-of-olga");
        assertThat(schedule.getInt("version")).isEqualTo(1);
        assertThat(schedule.getBoolean("enabled")).isTrue();
        assertThat(schedule.getMap("run"))
                .containsEntry("last_days", 28)
                .containsEntry("segment", "smb")
                .containsEntry("months", 6)
                .containsEntry("seed", 7)
                .containsEntry("from", null);
        List<String> times = schedule.getList("next_times");
        assertThat(times).hasSize(5).allMatch(time -> time.matches(".*T06:30:00\\+0[12]:00"));
        assertThat(OffsetDateTime.parse(times.getFirst()).toInstant())
                .isEqualTo(Instant.parse(schedule.getString("next_run_at")));
        assertThat(schedule.getMap("last_run")).isNull();
        assertThat(schedule.getMap("last_skipped")).isNull();
    }

    @Test
    void what_is_not_said_has_defaults() {
        JsonPath schedule = created("{\"name\": \"plain\", \"cron\": \"@daily\"}");

        assertThat(schedule.getString("time_zone")).isEqualTo("UTC");
        assertThat(schedule.getMap("run"))
                .containsEntry("last_days", null)
                .containsEntry("months", 12)
                .containsEntry("seed", 42);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron | * * * * *    | at least PT15M between two times (lodestar.schedule.minimum-interval); this one leaves PT1M",
                "cron | */10 * * * * | this one leaves PT10M",
                "cron | 0 0 6 * * ?  | did you mean 0 6 * * *?",
                "cron | @dialy       | did you mean @daily?",
                "cron | 0 24 * * *   | 24 not in range",
                "cron | 0 0 31 2 *   | no day is ever such a day",
                "cron | ''           | five fields",
                "time_zone | Europe/Berln | did you mean Europe/Berlin?",
                "time_zone | +02:00       | an IANA name",
                "name | ' Mondays'   | without blanks around them"
            })
    void a_value_that_cannot_be_is_refused_with_its_field_what_was_given_and_what_is_allowed(
            String field, String given, String expected) {
        String body = "{\"name\": \"n\", \"cron\": \"@daily\", \"time_zone\": \"UTC\"}"
                .replaceFirst("\"" + field + "\": \"[^\"]*\"", "\"" + field + "\": \"" + given + "\"");

        operator()
                .body(body)
                .post(PATH)
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_parameter"))
                .body("field", equalTo(field))
                .body("detail", containsString("'" + given + "'"))
                .body("expected", containsString(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run.last_days | {\"last_days\": 0}",
                "run.last_days | {\"last_days\": 3661}",
                "run.last_days | {\"last_days\": 7, \"from\": \"2026-01-01\"}",
                "run.to        | {\"from\": \"2026-01-01\", \"to\": \"2026-01-01\"}",
                "run.months    | {\"months\": 61}",
                "run.levers    | {\"levers\": [\"a b\"]}",
                "run.segment   | {\"segment\": \" \"}"
            })
    void a_run_that_could_not_be_started_by_hand_cannot_be_scheduled(String field, String run) {
        operator()
                .body("{\"name\": \"n\", \"cron\": \"@daily\", \"run\": " + run + "}")
                .post(PATH)
                .then()
                .statusCode(422)
                .body("field", equalTo(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"cron\": \"@daily\"}",
                "{\"name\": \"n\"}",
                "{\"name\": \"n\", \"cron\": \"@daily\", \"version\": 1}",
                "{\"name\": \"n\", \"cron\": \"@daily\", \"every\": \"day\"}",
                "{\"name\": \"n\", \"cron\": \"@daily\", \"run\": {\"last_day\": 7}}",
                "{\"name\": \"n\", \"cron\": [\"@daily\"]}"
            })
    void an_incomplete_or_unreadable_schedule_is_a_problem_of_the_caller(String body) {
        int status = operator().body(body).post(PATH).statusCode();

        assertThat(status).isIn(400, 422);
    }

    @Test
    void a_version_is_replaced_once_and_a_name_belongs_to_one() {
        JsonPath first = created(MONDAYS);
        created("{\"name\": \"other\", \"cron\": \"@daily\"}");
        String path = PATH + "/" + first.getString("id");

        operator()
                .body("{\"name\": \"Tuesdays\", \"cron\": \"0 6 * * 2\", \"version\": 1}")
                .put(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("Tuesdays"))
                .body("version", equalTo(2))
                .body("run.last_days", nullValue())
                .body("next_run_at", endsWith("T06:00:00Z"));
        operator()
                .body("{\"name\": \"Fridays\", \"cron\": \"0 6 * * 5\", \"version\": 1}")
                .put(path)
                .then()
                .statusCode(409)
                .body("code", equalTo("version_conflict"));
        operator()
                .body("{\"name\": \"other\", \"cron\": \"@daily\", \"version\": 2}")
                .put(path)
                .then()
                .statusCode(409)
                .body("code", equalTo("name_taken"))
                .body("field", equalTo("name"));
        operator()
                .body("{\"name\": \"Tuesdays\", \"cron\": \"@daily\"}")
                .post(PATH)
                .then()
                .statusCode(409);
        operator()
                .body("{\"name\": \"x\", \"cron\": \"@daily\"}")
                .put(path)
                .then()
                .statusCode(422)
                .body("field", equalTo("version"));
    }

    @Test
    void what_is_deleted_or_never_was_is_not_found() {
        String path = PATH + "/" + created(MONDAYS).getString("id");

        operator().delete(path).then().statusCode(204);

        operator().delete(path).then().statusCode(404).body("code", equalTo("schedule_not_found"));
        operator().get(path).then().statusCode(404);
        operator()
                .body("{\"name\": \"x\", \"cron\": \"@daily\", \"version\": 1}")
                .put(PATH + "/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        operator().get(PATH + "/17").then().statusCode(404);
    }

    @Test
    void the_list_is_paged_by_name_and_its_tag_changes_with_any_of_them() {
        for (String name : List.of("c", "a", "b")) {
            created("{\"name\": \"" + name + "\", \"cron\": \"@daily\"}");
        }

        JsonPath first = operator()
                .get(PATH + "?limit=2")
                .then()
                .statusCode(200)
                .body("schedules", hasSize(2))
                .extract()
                .jsonPath();
        JsonPath second = operator()
                .get(PATH + "?limit=2&cursor=" + first.getString("next_cursor"))
                .then()
                .statusCode(200)
                .body("next_cursor", nullValue())
                .extract()
                .jsonPath();

        List<String> names = new ArrayList<>(first.getList("schedules.name", String.class));
        names.addAll(second.getList("schedules.name", String.class));
        assertThat(names).containsExactly("a", "b", "c");
        operator().get(PATH + "?cursor=!").then().statusCode(422).body("code", equalTo("invalid_cursor"));
        operator().get(PATH + "?limit=101").then().statusCode(422).body("field", equalTo("limit"));

        String tag = operator().get(PATH).header("ETag");
        operator().header("If-None-Match", tag).get(PATH).then().statusCode(304);
        operator()
                .delete(PATH + "/" + second.getString("schedules[0].id"))
                .then()
                .statusCode(204);
        operator().header("If-None-Match", tag).get(PATH).then().statusCode(200);
    }

    /** Six may be kept in the tests. */
    @Test
    void one_schedule_more_than_there_may_be_is_refused() {
        for (int i = 0; i < 6; i++) {
            created("{\"name\": \"n" + i + "\", \"cron\": \"@daily\"}");
        }

        operator()
                .body("{\"name\": \"n6\", \"cron\": \"@daily\"}")
                .post(PATH)
                .then()
                .statusCode(409)
                .body("code", equalTo("too_many_schedules"))
                .body("detail", containsString("lodestar.schedule.limit"));
    }

    @Test
    void of_schedules_added_at_once_no_more_are_kept_than_there_may_be() throws Exception {
        for (int i = 0; i < 5; i++) {
            created("{\"name\": \"n" + i + "\", \"cron\": \"@daily\"}");
        }
        List<Callable<Integer>> calls = IntStream.range(5, 9)
                .<Callable<Integer>>mapToObj(i -> () -> operator()
                        .body("{\"name\": \"n" + i + "\", \"cron\": \"@daily\"}")
                        .post(PATH)
                        .statusCode())
                .toList();

        assertThat(AtOnce.adding("schedule", calls)).containsExactlyInAnyOrder(201, 409, 409, 409);
    }

    @Test
    void they_are_an_operators() {
        String path = PATH + "/" + created(MONDAYS).getString("id");

        given().get(PATH).then().statusCode(401);
        for (String role : List.of("viewer", "analyst", "ingest", "privacy", "auditor")) {
            RequestSpecification caller = given().header("Authorization", Tokens.bearer("x", role))
                    .contentType("application/json")
                    .body(MONDAYS);
            assertThat(List.of(
                            caller.get(PATH).statusCode(),
                            caller.get(path).statusCode(),
                            caller.post(PATH).statusCode(),
                            caller.put(path).statusCode(),
                            caller.delete(path).statusCode()))
                    .as(role)
                    .containsOnly(403);
        }
    }
}
