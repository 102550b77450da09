package dev.lodestar.cohort;

import static dev.lodestar.cohort.ServiceCalls.delete;
import static dev.lodestar.cohort.ServiceCalls.get;
import static dev.lodestar.cohort.ServiceCalls.post;
import static dev.lodestar.cohort.ServiceCalls.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.lodestar.testkit.architecture.DescribedRecords;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import dev.lodestar.testkit.timeline.TestTopics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Cohorts that people define. The history, in UTC: in March 2025 twelve users of the segment maker sign up on the 1st; eight create a page on the
 * 2nd, of whom four share a workspace on the 5th; all eight view a page at noon on the 15th, and two of them again on April 2nd.
 */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdHocCohortsTest {
    private static final String SAVED = "/api/v1/cohorts/saved";
    private static final String QUERY = "/api/v1/cohorts/retention/query";
    private static final String MARCH = "\"from\": \"2025-03-01\", \"to\": \"2025-05-01\"";
    private static final String RANGE = "from=2025-03-01&to=2025-05-01";
    private static final String SHARED_IN_WEEK_ONE = "{\"all\": [{\"attribute\": \"segment\", \"values\": [\"maker\"]},"
            + "{\"did\": {\"event\": \"workspace_shared\"}, \"within\": {\"first\": \"7d\"}}]}";
    private static final int USERS = 12;
    private static final int MOST_LISTED = 50_000;

    @BeforeAll
    void write_the_history() {
        RestAssured.port = Integer.parseInt(ServiceCalls.setting("quarkus.http.test-port"));
        try (TestTopics topics = new TestTopics(
                ServiceCalls.setting("kafka.bootstrap.servers"), ServiceCalls.setting("lodestar.topics.prefix"))) {
            IntStream.range(0, USERS).forEach(i -> writeUser(topics, i));
        }
        ServiceCalls.await("everybody is counted", () -> {
            var answer = get("/api/v1/cohorts/retention?segment=maker&" + RANGE).extract();
            return answer.statusCode() == 200
                    && answer.jsonPath().getList("cohorts").size() == 1
                    && answer.jsonPath().getInt("cohorts[0].size") == USERS
                    && answer.jsonPath().getInt("cohorts[0].cells[1].active_users") == 2;
        });
    }

    private static UUID user(int i) {
        return new UUID(0x2025L << 48 | 0x4000L, 0x8000000000000000L + i);
    }

    private static void writeUser(TestTopics topics, int i) {
        UUID user = user(i);
        topics.profile(
                user,
                Instant.parse("2025-03-01T09:00:00Z"),
                Map.of("segment", "maker", "device", i % 2 == 0 ? "mobile" : "desktop", "plan_type", "free"));
        if (i < 8) {
            topics.event(user, "page_created", Instant.parse("2025-03-02T09:30:00Z"));
            topics.event(user, "page_viewed", Instant.parse("2025-03-15T12:00:00Z"));
        }
        if (i < 4) {
            topics.event(user, "workspace_shared", Instant.parse("2025-03-05T10:00:00Z"));
        }
        if (i < 2) {
            topics.event(user, "page_viewed", Instant.parse("2025-04-02T10:00:00Z"));
        }
    }

    private static String saved(String name, String definition) {
        return post(SAVED, "{\"name\": \"" + name + "\", \"definition\": " + definition + "}")
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void retention_is_measured_from_any_event_to_any_other() {
        String asked = "{" + MARCH + ", \"cohort_event\": {\"event\": \"page_created\"},"
                + "\"return_event\": {\"event\": \"page_viewed\"}, \"filters\": {\"segment\": \"maker\"}}";

        post(QUERY, asked)
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("cohorts", hasSize(1))
                .body("cohorts[0].size", equalTo(8))
                .body("cohorts[0].cells.active_users", contains(8, 2))
                .body("pooled[1].retention_rate", equalTo(0.25f))
                .body("groups", nullValue())
                .body("definition.cohort_event.events", contains("page_created"))
                .body("definition.cohort_type", equalTo("first"))
                .body("completeness", equalTo(1.0f));
    }

    @Test
    void the_statement_that_gives_the_same_on_the_warehouse_comes_with_the_answer() {
        String asked = "{" + MARCH + ", \"return_event\": {\"event\": \"page_viewed\"}, "
                + "\"filters\": {\"segment\": \"maker\"}, \"sql\": ";

        post(QUERY, asked + "\"duckdb\"}")
                .statusCode(200)
                .body("cohorts[0].cells.active_users", contains(8, 2))
                .body("completeness", equalTo(1.0f))
                .body("sql", containsString("date '2025-03-01' as from_day,"))
                .body("sql", containsString("['maker'] as segments,"));
        post(QUERY, asked + "null}").statusCode(200).body("$", not(hasKey("sql")));
        post(QUERY, asked + "\"oracle\"}").statusCode(422).body("field", equalTo("sql"));
        post(QUERY, asked + "\"trino\", \"breakdown\": \"device\"}")
                .statusCode(200)
                .body("sql", containsString("json_extract_scalar(u.attributes, '$[\"device\"]')"));
    }

    @Test
    void brackets_and_groups_are_answered_and_have_their_csv() {
        String asked = "{" + MARCH + ", \"brackets\": [0, 2, 7, 30], \"breakdown\": \"device\", \"max_groups\": 1,"
                + "\"filters\": {\"segment\": [\"maker\"]}}";

        post(QUERY, asked)
                .statusCode(200)
                .body("mode", equalTo("bracket"))
                .body("cohorts[0].cells.active_users", contains(8, 4, 8))
                .body("groups.value", contains("desktop", "(other)"))
                .body("groups.size", contains(6, 6));
        String csv = given().header("Authorization", Tokens.bearer("ann", "analyst"))
                .contentType("application/json")
                .accept("text/csv")
                .body(asked)
                .post(QUERY)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv.lines().findFirst())
                .hasValueSatisfying(header -> assertThat(header).endsWith(",group"));
        assertThat(csv.lines()).anyMatch(line -> line.startsWith("2025-03-01,0,4,6,") && line.endsWith(",desktop"));
    }

    @Test
    void the_matrix_by_signup_can_be_broken_down() {
        get("/api/v1/cohorts/retention?segment=maker&breakdown=device&" + RANGE)
                .statusCode(200)
                .body("groups.value", contains("desktop", "mobile"))
                .body("groups[1].cohorts[0].cells[1].active_users", equalTo(1));
        get("/api/v1/cohorts/retention?breakdown=devise&" + RANGE)
                .statusCode(422)
                .body("field", equalTo("breakdown"))
                .body("expected", containsString("did you mean device?"));
    }

    @Test
    void an_impossible_retention_is_refused_by_field() {
        post(QUERY, "{\"return_event\": {\"event\": \"page_veiwed\"}}")
                .statusCode(422)
                .body("field", equalTo("return_event.event"))
                .body("expected", containsString("did you mean page_viewed?"));
        post(QUERY, "{\"cohort_event\": \"sign_up\"}").statusCode(422).body("field", equalTo("cohort_event"));
        post(QUERY, "{\"cohort_event\": {\"evnt\": \"signup\"}}")
                .statusCode(422)
                .body("field", equalTo("cohort_event.evnt"));
        post(QUERY, "{\"brackets\": [0, 0]}").statusCode(422).body("field", equalTo("brackets[1]"));
        post(QUERY, "{\"minimum_occurrences\": 0}").statusCode(422).body("field", equalTo("minimum_occurrences"));
        post(QUERY, "{\"cohort\": \"nobody\"}").statusCode(422).body("field", equalTo("cohort"));
    }

    @Test
    void the_description_says_of_every_field_whether_it_may_be_null() {
        assertThat(DescribedRecords.check()).contains("SavedCohortResponse.members", "RetentionCell.retention_rate");
    }

    @Test
    void a_saved_cohort_narrows_every_question_and_is_named_in_its_answer() {
        String id = saved("shared in week one", SHARED_IN_WEEK_ONE);

        get(SAVED + "/" + id)
                .statusCode(200)
                .body("kind", equalTo("dynamic"))
                .body("version", equalTo(1))
                .body("created_by", equalTo("ann"))
                .body("members.users", equalTo(4))
                .body("members.as_of.partitions.size()", equalTo(12))
                .header("Lodestar-As-Of", startsWith("20"))
                .body("definition.all[0].attribute", equalTo("segment"));
        get(SAVED + "?limit=100").statusCode(200).body("cohorts.name", hasItem("shared in week one"));
        for (String reference : List.of(id, "shared in week one")) {
            given().header("Authorization", ServiceCalls.analyst())
                    .queryParam("cohort", reference)
                    .get("/api/v1/cohorts/retention?" + RANGE)
                    .then()
                    .statusCode(200)
                    .body("cohorts[0].size", equalTo(4))
                    .body("definition.cohorts[0].id", equalTo(id))
                    .body("definition.cohorts[0].name", equalTo("shared in week one"))
                    .body("definition.cohorts[0].version", equalTo(1));
        }
        post(QUERY, "{" + MARCH + ", \"cohort\": \"" + id + "\"}")
                .statusCode(200)
                .body("cohorts[0].size", equalTo(4));
        get("/api/v1/cohorts/day-n?cohort=" + id + "&" + RANGE)
                .statusCode(200)
                .body("days[0].eligible_users", equalTo(4));
    }

    @Test
    void a_cohort_may_refer_to_another_which_then_stays() {
        String first = saved("sharers", SHARED_IN_WEEK_ONE);
        String second = saved(
                "sharers at a desk",
                "{\"all\": [{\"cohort\": \"sharers\"}, {\"attribute\": \"device\", \"values\": [\"desktop\"]}]}");

        get(SAVED + "/" + second)
                .statusCode(200)
                .body("members.users", equalTo(2))
                .body("definition.all[0].cohort", equalTo(first));
        post(QUERY, "{" + MARCH + ", \"cohort\": \"" + first + "\", \"cohorts\": [\"sharers at a desk\"]}")
                .statusCode(200)
                .body("cohorts[0].size", equalTo(2))
                .body("definition.cohorts.name", hasItems("sharers", "sharers at a desk"));
        delete(SAVED + "/" + first)
                .statusCode(409)
                .body("code", equalTo("cohort_in_use"))
                .body("detail", containsString("sharers at a desk"));
        delete(SAVED + "/" + second).statusCode(204);
        delete(SAVED + "/" + first).statusCode(204);
        get(SAVED + "/" + first).statusCode(404);
        get("/api/v1/cohorts/day-n?cohort=" + first).statusCode(422).body("field", equalTo("cohort"));
        delete(SAVED + "/" + first).statusCode(404);
    }

    @Test
    void a_cohort_is_replaced_version_by_version_and_never_by_one_that_refers_to_it() {
        String id = saved("changing", SHARED_IN_WEEK_ONE);
        String other = saved("built on it", "{\"not\": {\"cohort\": \"changing\"}}");
        String created = "\"definition\": {\"all\": [{\"attribute\": \"segment\", \"values\": [\"maker\"]},"
                + "{\"did\": {\"event\": \"page_created\"}}]}";

        put(SAVED + "/" + id, "{\"name\": \"changed\", \"version\": 1, " + created + "}")
                .statusCode(200)
                .body("version", equalTo(2))
                .body("name", equalTo("changed"))
                .body("members.users", equalTo(8));
        get("/api/v1/cohorts/retention?cohort=changed&" + RANGE)
                .statusCode(200)
                .body("cohorts[0].size", equalTo(8))
                .body("definition.cohorts[0].version", equalTo(2));
        put(SAVED + "/" + id, "{\"name\": \"changed\", \"version\": 1, " + created + "}")
                .statusCode(409)
                .body("code", equalTo("version_conflict"));
        put(SAVED + "/" + id, "{\"name\": \"built on it\", \"version\": 2, " + created + "}")
                .statusCode(409)
                .body("code", equalTo("name_taken"));
        put(SAVED + "/" + id, "{\"name\": \"x\", \"version\": 2, \"definition\": {\"cohort\": \"" + other + "\"}}")
                .statusCode(422)
                .body("field", equalTo("definition.cohort"))
                .body("expected", equalTo("a cohort that does not refer to this one"));
        put(SAVED + "/" + id, "{\"name\": \"x\", " + created + "}")
                .statusCode(422)
                .body("field", equalTo("version"));
        put(SAVED + "/" + UUID.randomUUID(), "{\"name\": \"x\", \"version\": 1, " + created + "}")
                .statusCode(404);
        delete(SAVED + "/" + other).statusCode(204);
        delete(SAVED + "/" + id).statusCode(204);
    }

    @Test
    void the_name_of_a_deleted_cohort_may_be_given_again_but_never_twice_at_once() {
        String id = saved("twice", SHARED_IN_WEEK_ONE);
        String again = "{\"name\": \"twice\", \"definition\": " + SHARED_IN_WEEK_ONE + "}";

        post(SAVED, again).statusCode(409).body("code", equalTo("name_taken"));
        delete(SAVED + "/" + id).statusCode(204);
        post(SAVED, again).statusCode(201).header("Location", containsString(SAVED));
    }

    @Test
    void a_list_holds_whom_it_names_whether_known_or_not() {
        String lines =
                IntStream.of(0, 1, 77, 0).mapToObj(i -> user(i).toString()).collect(Collectors.joining("\\n"));

        post(SAVED, "{\"name\": \"friends\", \"users\": \"" + lines + "\"}")
                .statusCode(201)
                .body("kind", equalTo("static"))
                .body("listed_users", equalTo(3))
                .body("members.users", equalTo(2))
                .body("definition", nullValue());
        post(SAVED, "{\"name\": \"strangers\", \"users\": [\"" + user(0) + "\", \"bob\"]}")
                .statusCode(422)
                .body("field", equalTo("users[1]"))
                .body("expected", endsWith("in line 2"));
        get("/api/v1/cohorts/retention?cohort=friends&" + RANGE).statusCode(200).body("cohorts[0].size", equalTo(2));
    }

    @Test
    void an_impossible_cohort_is_refused_by_field() {
        post(SAVED, "{\"definition\": {\"cohort\": \"x\"}}").statusCode(422).body("field", equalTo("name"));
        post(SAVED, "{\"name\": \"x\"}").statusCode(422).body("field", equalTo("definition"));
        post(SAVED, "{\"name\": \"x\", \"definition\": {}, \"users\": []}")
                .statusCode(422)
                .body("field", equalTo("definition"));
        post(SAVED, "{\"name\": \"x\", \"definition\": {\"any\": [{\"did\": {\"event\": \"page_veiwed\"}}]}}")
                .statusCode(422)
                .body("field", equalTo("definition.any[0].did.event"))
                .body("expected", containsString("page_viewed"));
        post(SAVED, "{\"name\": \"x\", \"definition\": {\"attribute\": \"devise\", \"values\": [\"a\"]}}")
                .statusCode(422)
                .body("field", equalTo("definition.attribute"));
        post(SAVED, "{\"name\": \"x\", \"definition\": {\"cohort\": \"unheard of\"}}")
                .statusCode(422)
                .body("field", equalTo("definition.cohort"));
        get(SAVED + "?limit=0").statusCode(422).body("field", equalTo("limit"));
        get(SAVED + "?cursor=%25").statusCode(422).body("field", equalTo("cursor"));
    }

    @Test
    void cohorts_are_listed_by_name_a_page_at_a_time() {
        saved("page a", SHARED_IN_WEEK_ONE);
        saved("page b", SHARED_IN_WEEK_ONE);

        String cursor = get(SAVED + "?limit=1")
                .statusCode(200)
                .body("cohorts", hasSize(1))
                .extract()
                .path("next_cursor");
        get(SAVED + "?limit=1&cursor=" + cursor).statusCode(200).body("cohorts", hasSize(1));
    }

    @Test
    void a_viewer_cannot_save_and_counts_no_members_outside_of_their_segments() {
        String id = saved("everybody active", "{\"did\": {}}");
        String held = Tokens.bearer("sam", Map.of("segments", List.of("individual")), "viewer");

        get(SAVED + "/" + saved("makers", SHARED_IN_WEEK_ONE), held)
                .statusCode(200)
                .body("members.users", equalTo(0));
        get("/api/v1/cohorts/retention?cohort=" + id + "&" + RANGE, held)
                .statusCode(200)
                .body("cohorts", hasSize(0));
        given().header("Authorization", held)
                .contentType("application/json")
                .body("{\"name\": \"mine\", \"definition\": {\"did\": {}}}")
                .post(SAVED)
                .then()
                .statusCode(403);
        post(QUERY, "{}").statusCode(200);
    }

    @Test
    void a_list_of_users_is_not_written_down_for_a_caller_held_to_segments() {
        String listed = user(0).toString();
        String id = post(SAVED, "{\"name\": \"guests\", \"users\": [\"" + listed + "\"]}")
                .statusCode(201)
                .extract()
                .path("id");
        String asked = "{" + MARCH + ", \"cohort\": \"" + id + "\"";
        String held = Tokens.bearer("sam", Map.of("segments", List.of("individual")), "analyst");

        post(QUERY, asked + ", \"sql\": \"duckdb\"}").statusCode(200).body("sql", containsString(listed));
        post(QUERY, asked + ", \"sql\": \"duckdb\"}", held)
                .statusCode(403)
                .body(not(containsString(listed)))
                .body("detail", containsString("segments"));
        post(QUERY, asked + "}", held).statusCode(200);
        get(SAVED + "/" + id).body("listed_users", equalTo(1));
        String seeing = Tokens.bearer("sam", Map.of("segments", List.of("individual")), "viewer", "analyst");
        get(SAVED + "/" + id, seeing)
                .statusCode(200)
                .body("listed_users", nullValue())
                .body("suppressed", hasItem("listed_users"));
        get(SAVED, seeing).statusCode(200).body("cohorts.listed_users", everyItem(nullValue()));
        String compared = "/api/v1/cohorts/comparison?by=saved&a=" + id + "&sql=duckdb&" + RANGE;
        get(compared).statusCode(200).body("sql", containsString(listed));
        get(compared, held).statusCode(403).body(not(containsString(listed)));
    }

    @Test
    void a_list_may_be_as_long_as_the_limit_and_no_longer() {
        String most = IntStream.range(0, MOST_LISTED)
                .mapToObj(i -> user(i).toString())
                .collect(Collectors.joining("\\n"));

        post(SAVED, "{\"name\": \"crowd\", \"users\": \"" + most + "\"}")
                .statusCode(201)
                .body("listed_users", equalTo(MOST_LISTED))
                .body("members.users", equalTo(USERS));
        post(SAVED, "{\"name\": \"mob\", \"users\": \"" + most + "\\n" + user(MOST_LISTED) + "\"}")
                .statusCode(422)
                .body("field", equalTo("users"))
                .body("expected", equalTo("at most " + MOST_LISTED));
    }

    @Test
    void as_many_cohorts_are_kept_as_the_limit_and_no_more() {
        List<String> made = new ArrayList<>();
        ExtractableResponse<Response> answer = filler(0);
        for (int i = 1; answer.statusCode() == 201; i++) {
            made.add(answer.path("id"));
            answer = filler(i);
        }

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.<String>path("code")).isEqualTo("too_many_cohorts");
        assertThat(get(SAVED + "?limit=100").extract().jsonPath().getList("cohorts"))
                .hasSize(30);
        made.forEach(id -> delete(SAVED + "/" + id).statusCode(204));
    }

    private static ExtractableResponse<Response> filler(int i) {
        return post(SAVED, "{\"name\": \"filler " + i + "\", \"users\": [\"" + user(i) + "\"]}")
                .extract();
    }

    @Test
    void a_cohort_that_is_too_large_with_what_it_refers_to_is_not_kept() {
        String part = "{\"any\": [" + alternatives(11) + "]}";
        String half = saved("half of it", "{\"any\": [" + String.join(",", Collections.nCopies(50, part)) + "]}");
        String both = "{\"name\": \"both halves\", \"definition\": {\"any\": [{\"cohort\": \"" + half
                + "\"}, {\"not\": {\"cohort\": \"" + half + "\"}}]}}";

        post(SAVED, both).statusCode(422).body("expected", containsString("1000 criteria"));
        post(SAVED, both).statusCode(422);
        delete(SAVED + "/" + half).statusCode(204);
    }

    private static String alternatives(int count) {
        return String.join(",", Collections.nCopies(count, "{\"attribute\": \"segment\", \"values\": [\"smb\"]}"));
    }

    @Test
    void a_definition_over_no_day_is_refused() {
        post("/api/v1/cohorts/retention/query", "{\"from\": \"2024-01-01\", \"to\": \"2024-01-01\"}")
                .statusCode(422)
                .body("field", equalTo("to"));
    }

    @Test
    void an_unknown_attribute_of_a_body_is_named_as_the_body_has_it() {
        post("/api/v1/cohorts/retention/query", "{\"filters\": {\"segmnt\": \"smb\"}}")
                .statusCode(422)
                .body("field", equalTo("filters.segmnt"));
    }

    @Test
    void a_question_takes_ten_cohorts_and_no_more() {
        String id = saved("one of ten", SHARED_IN_WEEK_ONE);

        get("/api/v1/cohorts/day-n?" + RANGE + ("&cohort=" + id).repeat(10))
                .statusCode(200)
                .body("definition.cohorts", hasSize(10));
        get("/api/v1/cohorts/day-n?" + RANGE + ("&cohort=" + id).repeat(11))
                .statusCode(422)
                .body("field", equalTo("cohort"))
                .body("expected", equalTo("at most 10"));
    }
}
