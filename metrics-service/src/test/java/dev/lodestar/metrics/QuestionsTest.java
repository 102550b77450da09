package dev.lodestar.metrics;

import static dev.lodestar.metrics.ServiceCalls.get;
import static dev.lodestar.metrics.ServiceCalls.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lodestar.contracts.cohort.SavedCohortRecord;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import dev.lodestar.testkit.timeline.TestTopics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What can be asked beside the fixed figures. The history, in UTC: in March 2025 twelve users of the segment maker sign up on the 1st; eight create
 * a page on the 2nd, of whom four share a workspace on the 5th; all eight view a page at noon on the 15th.
 */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsTest {
    private static final String RANGE = "from=2025-03-01&to=2025-04-01";
    private static final String MARCH = "\"from\": \"2025-03-01\", \"to\": \"2025-04-01\"";
    private static final int USERS = 12;

    @BeforeAll
    void write_the_history() {
        RestAssured.port = Integer.parseInt(ServiceCalls.setting("quarkus.http.test-port"));
        try (TestTopics topics = new TestTopics(
                ServiceCalls.setting("kafka.bootstrap.servers"), ServiceCalls.setting("lodestar.topics.prefix"))) {
            for (int i = 0; i < USERS; i++) {
                writeUser(topics, i);
            }
        }
        ServiceCalls.await("everybody is counted", () -> {
            var answer = get("/api/v1/metrics/summary?segment=maker&" + RANGE).extract();
            return answer.statusCode() == 200
                    && answer.jsonPath().getInt("total_users") == USERS
                    && answer.jsonPath().getInt("total_events") == 20;
        });
    }

    private static void writeUser(TestTopics topics, int i) {
        UUID user = new UUID(0x2025L << 48 | 0x4000L, 0x8000000000000000L + i);
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
    }

    @Test
    void a_saved_cohort_narrows_every_question_and_is_named_in_its_answer_until_it_is_gone() {
        UUID id = UUID.randomUUID();
        JsonNode definition = JsonNodeFactory.instance
                .objectNode()
                .set("did", JsonNodeFactory.instance.objectNode().put("event", "workspace_shared"));
        try (TestTopics topics = new TestTopics(
                ServiceCalls.setting("kafka.bootstrap.servers"), ServiceCalls.setting("lodestar.topics.prefix"))) {
            topics.savedCohort(new SavedCohortRecord(
                    id, "sharers", 2, definition, null, Instant.parse("2025-04-01T00:00:00Z"), "ann"));
            ServiceCalls.await("the cohort is known", () -> status("sharers") == 200);

            get("/api/v1/metrics/summary?cohort=sharers&filter=segment:maker&" + RANGE)
                    .statusCode(200)
                    .body("total_users", equalTo(4))
                    .body("definition.cohorts[0].id", equalTo(id.toString()))
                    .body("definition.cohorts[0].version", equalTo(2));
            get("/api/v1/metrics/engagement?compare=previous_period&cohort=" + id + "&" + RANGE)
                    .statusCode(200)
                    .body("previous.definition.cohorts[0].name", equalTo("sharers"));
            get("/api/v1/metrics/summary?cohort=sharer&" + RANGE)
                    .statusCode(422)
                    .body("field", equalTo("cohort"))
                    .body("expected", containsString("did you mean sharers?"));
            for (String asked : List.of(
                    "\"funnel\": {" + FUNNEL,
                    "\"activity\": {\"metric\": \"engagement\"",
                    "\"retention\": {\"period\": \"weekly\"")) {
                post("/api/v1/sql", "{" + asked + ", \"cohort\": \"sharers\"}}")
                        .statusCode(200)
                        .body(containsString("array['workspace_shared'] as cohort_types_1"))
                        .body(containsString("inner join cohort_members as o"));
            }
            get("/api/v1/sql/revenue_metrics?cohort=sharers&" + RANGE)
                    .statusCode(200)
                    .body(containsString("array['workspace_shared'] as cohort_types_1"))
                    .body(containsString("inner join cohort_members as o"));
            post("/api/v1/funnel/query", "{" + FUNNEL + ", \"sql\": \"duckdb\", \"cohort\": \"sharers\"}")
                    .statusCode(200)
                    .body("sql", containsString("cohort_members"));
            String paths = "{\"anchor\": {\"event\": \"page_created\"}, " + MARCH + ", \"cohorts\": [\"sharers\", ";
            post("/api/v1/metrics/paths", paths + "\"" + id + "\"]}")
                    .statusCode(200)
                    .body("definition.cohorts.name", equalTo(List.of("sharers", "sharers")));
            post("/api/v1/metrics/paths", paths + "null]}").statusCode(422).body("field", equalTo("cohorts[1]"));
            topics.deletedCohort(id);
        }
        ServiceCalls.await("the cohort is gone", () -> status("sharers") == 422);
    }

    @Test
    void a_list_of_users_is_not_written_down_for_a_caller_held_to_segments() {
        UUID id = UUID.randomUUID();
        UUID listed = new UUID(0x2025L << 48 | 0x4000L, 0x8000000000000000L);
        String held = Tokens.bearer("sam", Map.of("segments", List.of("individual")), "viewer", "analyst");
        try (TestTopics topics = new TestTopics(
                ServiceCalls.setting("kafka.bootstrap.servers"), ServiceCalls.setting("lodestar.topics.prefix"))) {
            topics.savedCohort(new SavedCohortRecord(
                    id, "guests", 1, null, List.of(listed), Instant.parse("2025-04-01T00:00:00Z"), "ann"));
            ServiceCalls.await("the cohort is known", () -> status("guests") == 200);

            for (String asked : List.of(
                    "\"funnel\": {" + FUNNEL,
                    "\"activity\": {\"metric\": \"engagement\"",
                    "\"retention\": {\"period\": \"weekly\"")) {
                String body = "{" + asked + ", \"cohort\": \"guests\"}}";
                post("/api/v1/sql", body).statusCode(200).body(containsString(listed.toString()));
                post("/api/v1/sql", body, held)
                        .statusCode(403)
                        .body(not(containsString(listed.toString())))
                        .body("detail", containsString("segments"));
            }
            String funnel = "{" + FUNNEL + ", \"cohort\": \"guests\"";
            post("/api/v1/funnel/query", funnel + ", \"sql\": \"duckdb\"}", held)
                    .statusCode(403)
                    .body(not(containsString(listed.toString())));
            post("/api/v1/funnel/query", funnel + "}", held).statusCode(200);
            topics.deletedCohort(id);
        }
        ServiceCalls.await("the cohort is gone", () -> status("guests") == 422);
    }

    private static int status(String cohort) {
        return get("/api/v1/metrics/summary?cohort=" + cohort + "&" + RANGE)
                .extract()
                .statusCode();
    }

    @Test
    void any_attribute_can_be_filtered_by_and_an_unknown_one_is_refused() {
        get("/api/v1/metrics/summary?filter=segment:maker&filter=device:mobile&" + RANGE)
                .statusCode(200)
                .body("total_users", equalTo(USERS / 2));
        get("/api/v1/metrics/summary?filter=device:mobile&filter=device:desktop&" + RANGE)
                .statusCode(200)
                .body("total_users", equalTo(USERS));
        get("/api/v1/metrics/summary?filter=devise:mobile&" + RANGE)
                .statusCode(422)
                .body("field", equalTo("filter"))
                .body("expected", containsString("did you mean device?"));
        get("/api/v1/metrics/summary?filter=device&" + RANGE).statusCode(422).body("field", equalTo("filter"));
    }

    @Test
    void days_and_weeks_are_cut_by_the_calendar_asked_for() {
        get("/api/v1/metrics/stickiness?segment=maker&time_zone=Pacific/Kiritimati&" + RANGE)
                .statusCode(200)
                .body("definition.time_zone", equalTo("Pacific/Kiritimati"))
                .body("series.find { it.date == '2025-03-16' }.dau", equalTo(8))
                .body("series.find { it.date == '2025-03-15' }.dau", equalTo(0));
        get("/api/v1/metrics/engagement?segment=maker&period=weekly&week_start=sunday&" + RANGE)
                .statusCode(200)
                .body("definition.week_start", equalTo("sunday"))
                .body("series[0].period_start", equalTo("2025-02-23"))
                .body("series.find { it.period_start == '2025-03-02' }.active_users", equalTo(8));
        get("/api/v1/metrics/engagement?time_zone=Mars/Olympus").statusCode(422).body("field", equalTo("time_zone"));
        get("/api/v1/metrics/activation/users?time_zone=Asia/Tokyo", Tokens.bearer("ann", "analyst"))
                .statusCode(422)
                .body("field", equalTo("time_zone"));
    }

    @Test
    void figures_can_be_compared_with_those_of_the_period_before() {
        get("/api/v1/metrics/engagement?segment=maker&from=2025-03-15&to=2025-03-16&compare=previous_period")
                .statusCode(200)
                .body("series[0].active_users", equalTo(8))
                .body("previous.definition.from", equalTo("2025-03-14"))
                .body("previous.definition.to", equalTo("2025-03-15"))
                .body("previous.series[0].active_users", equalTo(0));
        get("/api/v1/metrics/engagement?compare=last_year")
                .statusCode(422)
                .body("expected", equalTo("previous_period"));
    }

    @Test
    void paths_show_what_users_do_after_an_event() {
        post(
                        "/api/v1/metrics/paths",
                        "{\"anchor\": {\"event\": \"page_created\"}, \"depth\": 2, \"window\": \"30d\", " + MARCH + "}")
                .statusCode(200)
                .body("anchor_users", equalTo(8))
                .body("next.collect { it.event }", equalTo(java.util.List.of("page_viewed", "workspace_shared")))
                .body("next[0].users", equalTo(4))
                .body("next[1].next[0].event", equalTo("page_viewed"))
                .body("next[1].next[0].users", equalTo(4))
                .body("ended_users", equalTo(0))
                .body("sequences.size()", equalTo(2))
                .body("definition.direction", equalTo("after"))
                .body("definition.collapse_repeats", equalTo(true));
    }

    @Test
    void paths_and_what_becomes_of_signups_are_had_as_sql() {
        String paths = "{\"anchor\": {\"event\": \"page_created\"}, \"depth\": 2, " + MARCH;
        post("/api/v1/metrics/paths", paths + ", \"sql\": \"duckdb\"}")
                .statusCode(200)
                .body("anchor_users", equalTo(8))
                .body("sql", containsString("2 as step_number"));
        post("/api/v1/metrics/paths", paths + "}").statusCode(200).body("$", not(hasKey("sql")));
        post("/api/v1/sql", "{\"paths\": " + paths + "}}")
                .statusCode(200)
                .body(containsString("array['page_created'] as anchor_types"));
        post("/api/v1/sql", "{\"paths\": " + paths.replace("created", "crated") + "}}")
                .statusCode(422)
                .body("expected", containsString("page_created"));
        post("/api/v1/sql", "{\"paths\": " + paths + ", \"sql\": \"trino\"}}")
                .statusCode(422)
                .body("field", equalTo("paths.sql"));
        Map.of(
                        "activation",
                        "as p90_hours",
                        "day_n_retention",
                        "as on_or_after_rate",
                        "cohort_comparison",
                        "as p_adjusted")
                .forEach((metric, column) -> post(
                                "/api/v1/sql", "{\"activity\": {\"metric\": \"" + metric + "\", " + MARCH + "}}")
                        .statusCode(200)
                        .body(containsString(column)));
    }

    @Test
    void impossible_paths_are_refused_with_the_field() {
        post("/api/v1/metrics/paths", "{}").statusCode(422).body("field", equalTo("anchor"));
        post("/api/v1/metrics/paths", "{\"anchor\": {\"event\": \"page_crated\"}}")
                .statusCode(422)
                .body("field", equalTo("anchor.event"))
                .body("expected", containsString("did you mean page_created"));
        post("/api/v1/metrics/paths", "{\"anchor\": {\"event\": \"page_created\"}, \"deepth\": 2}")
                .statusCode(422)
                .body("field", equalTo("deepth"))
                .body("expected", containsString("depth"));
        post("/api/v1/metrics/paths", "{\"anchor\": {\"event\": \"page_created\"}, \"depth\": 6}")
                .statusCode(422)
                .body("expected", equalTo("1 to 5"));
        post("/api/v1/metrics/paths", "{\"anchor\":").statusCode(400);
    }

    private static final String FUNNEL =
            "\"steps\": [{\"event\": \"page_created\"}, {\"event\": \"workspace_shared\", \"label\": \"shared\"},"
                    + " {\"event\": \"page_viewed\"}], \"filters\": {\"segment\": \"maker\"}, " + MARCH;

    @Test
    void a_funnel_of_any_steps_counts_times_and_drop_off_by_group_and_period() {
        post(
                        "/api/v1/funnel/query",
                        "{" + FUNNEL + ", \"breakdown\": {\"attribute\": \"device\"}, \"trend\": {\"by\": \"signup\","
                                + " \"period\": \"monthly\"}}")
                .statusCode(200)
                .body("steps.users", equalTo(List.of(8, 4, 4)))
                .body("steps[1].label", equalTo("shared"))
                .body("steps[1].conversion_from_previous", equalTo(0.5f))
                .body("steps[1].from_previous.median_seconds", equalTo(3 * 86_400f + 1_800))
                .body("steps[2].from_first.p90_seconds", equalTo(13 * 86_400f + 9_000))
                .body("breakdown.groups.value", equalTo(List.of("desktop", "mobile")))
                .body("breakdown.groups[0].steps.users", equalTo(List.of(4, 2, 2)))
                .body("trend[0].users", equalTo(List.of(8, 4, 4)))
                .body("drop_off.biggest_loss_users", equalTo("shared"))
                .body("definition.window", equalTo("PT336H"))
                .body("definition.entry", equalTo("best"))
                .body("completeness", equalTo(1f));
        post("/api/v1/funnel/query", "{" + FUNNEL + ", \"window\": \"4d\"}")
                .statusCode(200)
                .body("steps.users", equalTo(List.of(8, 4, 0)));
    }

    @Test
    void the_statement_that_gives_the_same_on_the_warehouse_comes_with_the_funnel() {
        post("/api/v1/funnel/query", "{" + FUNNEL + ", \"sql\": \"duckdb\"}")
                .statusCode(200)
                .body("steps.users", equalTo(List.of(8, 4, 4)))
                .body("sql", containsString("as window_millis,"))
                .body("sql_histogram", containsString("as up_to_seconds"))
                .body("$", not(hasKey("sql_trend")));
        post("/api/v1/funnel/query", "{" + FUNNEL + ", \"sql\": \"duckdb\", \"trend\": {\"by\": \"entry\"}}")
                .statusCode(200)
                .body("sql_trend", containsString("as period_start"));
        post("/api/v1/funnel/query", "{" + FUNNEL + "}").statusCode(200).body("$", not(hasKey("sql")));
        post("/api/v1/funnel/query", "{" + FUNNEL + ", \"sql\": \"oracle\"}")
                .statusCode(422)
                .body("field", equalTo("sql"));
        post("/api/v1/funnel/query", "{" + FUNNEL + ", \"sql\": \"trino\", \"breakdown\": \"device\"}")
                .statusCode(200)
                .body("sql", containsString("json_extract_scalar(u.attributes, '$[\"device\"]')"));
        post("/api/v1/funnel/users?step=2", "{" + FUNNEL + ", \"sql\": \"duckdb\"}")
                .statusCode(422)
                .body("field", equalTo("sql"));
    }

    @Test
    void a_definition_is_had_as_sql_without_being_asked() {
        String sql = "/api/v1/sql";
        String retention = "\"retention\": {\"period\": \"weekly\", \"return_event\": {\"event\": \"page_viewed\"}}";

        post(sql, "{\"dialect\": \"trino\", \"funnel\": {" + FUNNEL + "}}")
                .statusCode(200)
                .header("Content-Type", containsString("application/sql"))
                .body(containsString("with params as ("))
                .body(containsString("as window_millis,"));
        String trend = "{\"rows\": \"trend\", \"funnel\": {" + FUNNEL;
        post(sql, trend + ", \"trend\": {\"by\": \"signup\"}}}")
                .statusCode(200)
                .body(containsString("as period_start"));
        post(sql, trend + "}}")
                .statusCode(422)
                .body("field", equalTo("rows"))
                .body("detail", containsString("histogram"));
        post(sql, "{\"rows\": \"steps\", " + retention + "}").statusCode(422).body("field", equalTo("rows"));
        post(sql, "{" + retention + "}").statusCode(200).body(containsString("as minimum_occurrences,"));
        post(sql, "{}").statusCode(422).body("field", equalTo("body"));
        post(sql, "{" + retention + ", \"funnel\": {" + FUNNEL + "}}")
                .statusCode(422)
                .body("field", equalTo("body"));
        post(sql, "{\"funnel\": {" + FUNNEL + ", \"sql\": \"trino\"}}")
                .statusCode(422)
                .body("field", equalTo("funnel.sql"));
        post(sql, "{" + retention.replace("page_viewed", "page_vieved") + "}")
                .statusCode(422)
                .body("field", equalTo("return_event.event"))
                .body("detail", containsString("page_viewed"));
        post(sql, "{\"dialect\": \"oracle\", " + retention + "}")
                .statusCode(422)
                .body("field", equalTo("dialect"));
    }

    @Test
    void activity_is_had_as_sql_for_any_users() {
        String sql = "/api/v1/sql";
        String makers = ", " + MARCH + ", \"filters\": {\"segment\": [\"maker\", \"(none)\"]}}}";

        post(
                        sql,
                        "{\"dialect\": \"duckdb\", \"activity\": {\"metric\": \"engagement\", \"period\": \"weekly\","
                                + " \"week_start\": \"sunday\", \"time_zone\": \"Asia/Tokyo\"" + makers)
                .statusCode(200)
                .header("Content-Type", containsString("application/sql"))
                .body(containsString("'Asia/Tokyo' as time_zone"))
                .body(containsString("7 as first_weekday"))
                .body(containsString("['maker', '(none)'] as segments"))
                .body(containsString("as resurrecting_users"));
        String stickiness = "\"activity\": {\"metric\": \"stickiness\"" + makers;
        post(sql, "{" + stickiness).statusCode(200).body(containsString("as dau_mau_ratio"));
        post(sql, "{\"rows\": \"histogram\", " + stickiness).statusCode(200).body(containsString("as users_at_least"));
        post(sql, "{" + stickiness.replace("stickiness", "power_users"))
                .statusCode(200)
                .body(containsString("0.1 as top_share"));
        post(sql, "{" + stickiness.replace("stickiness", "feature_adoption"))
                .statusCode(200)
                .body(containsString("as median_days_used_per_user"));
        post(sql, "{\"rows\": \"steps\", " + stickiness)
                .statusCode(422)
                .body("field", equalTo("rows"))
                .body("expected", equalTo("series, histogram"));
        post(sql, "{\"activity\": {\"metric\": \"stickiness\", \"period\": \"weekly\"}}")
                .statusCode(422)
                .body("field", equalTo("period"));
    }

    @Test
    void the_seven_queries_are_had_for_any_users_and_calendar() {
        get("/api/v1/sql/funnel_analysis?segment=maker&filter=device:mobile&time_zone=Asia/Tokyo&" + RANGE)
                .statusCode(200)
                .body(containsString("'Asia/Tokyo' as time_zone"))
                .body(containsString("array['maker'] as segments"))
                .body(containsString("array['mobile'] as values_1, -- of device"))
                .body(containsString("u.attributes ->> 'device'"));
        get("/api/v1/sql/cohort_retention?channel=organic&week_start=sunday&period=weekly")
                .statusCode(200)
                .body(containsString("array['organic'] as channels"))
                .body(containsString("7 as first_weekday"));
        get("/api/v1/sql/power_users?segment=maker").statusCode(200).body(containsString("'maker' as segment,"));
        get("/api/v1/sql/power_users?filter=devise:mobile").statusCode(422).body("expected", containsString("device"));
        get("/api/v1/sql/power_users?compare=previous_period").statusCode(422).body("field", equalTo("compare"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{}`,metric,`engagement, stickiness, power_users, feature_adoption, activation, day_n_retention, cohort_comparison`",
                "`{\"metric\": \"dau\"}`,metric,stickiness",
                "`{\"metric\": \"engagement\", \"period\": \"quarterly\"}`,period,`daily, weekly, monthly`",
                "`{\"metric\": \"activation\", \"period\": \"daily\"}`,period,`engagement and comparisons`",
                "`{\"metric\": \"cohort_comparison\", \"period\": \"yearly\"}`,period,quarterly",
                "`{\"metric\": \"engagement\", \"perriod\": \"daily\"}`,activity.perriod,period",
                "`{\"metric\": \"engagement\", \"filters\": {\"devise\": \"mobile\"}}`,filters.devise,device",
                "`{\"metric\": \"engagement\", \"from\": \"2025-04-01\", \"to\": \"2025-03-01\"}`,to,2025-04-01",
                "`{\"metric\": \"engagement\", \"time_zone\": \"Mars\"}`,time_zone,IANA"
            })
    void activity_that_cannot_be_said_in_sql_is_refused_by_the_name_of_the_field(
            String definition, String field, String allowed) {
        post("/api/v1/sql", "{\"activity\": " + definition + "}")
                .statusCode(422)
                .body("field", equalTo(field))
                .body("expected", containsString(allowed));
    }

    @Test
    void the_people_behind_a_step_are_as_many_as_the_chart_says() {
        String address = "/api/v1/funnel/users?step=2&outcome=dropped&limit=3";
        var first = post(address, "{" + FUNNEL + "}")
                .statusCode(200)
                .body("total", equalTo(4))
                .body("users.size()", equalTo(3))
                .body("users.reached_step", equalTo(List.of(1, 1, 1)))
                .extract()
                .jsonPath();
        var second = post(address + "&cursor=" + first.getString("next_cursor"), "{" + FUNNEL + "}")
                .statusCode(200)
                .body("total", equalTo(4))
                .body("next_cursor", nullValue())
                .body("as_of", equalTo(first.getMap("as_of")))
                .extract()
                .jsonPath();
        List<String> listed = new ArrayList<>(first.<String>getList("users.user_id"));
        listed.addAll(second.getList("users.user_id"));
        assertThat(listed).isSorted().doesNotHaveDuplicates().hasSize(4);
        String definition =
                Base64.getUrlEncoder().encodeToString(("{" + FUNNEL + "}").getBytes(StandardCharsets.UTF_8));
        get("/api/v1/funnel/users?step=1&definition=" + definition, Tokens.bearer("ann", "analyst"))
                .statusCode(200)
                .body("total", equalTo(8));
        get("/api/v1/funnel/users?stage=activation&segment=maker&" + RANGE, Tokens.bearer("ann", "analyst"))
                .statusCode(200)
                .body("total", equalTo(8));
        get(
                        "/api/v1/funnel/users?stage=activation&outcome=dropped&segment=maker&" + RANGE,
                        Tokens.bearer("ann", "analyst"))
                .statusCode(200)
                .body("total", equalTo(4));
        get("/api/v1/funnel/users?stage=activation", ServiceCalls.viewer()).statusCode(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | steps",
                "{'steps': [{'event': 'page_created'}]} | steps",
                "{'steps': [{'event': 'page_created'}, {'event': 'page_crated'}]} | steps[1].event",
                "{'steps': [{'event': 'page_created'}, {'event': 'page_viewed', 'filters': [{'property': 'amuont',"
                        + " 'op': 'gt', 'value': 1}]}]} | steps[1].filters[0].property",
                "{'steps': [{'event': 'page_created'}, {'event': 'page_viewed'}], 'window': '0d'} | window",
                "{'steps': [{'event': 'page_created'}, {'event': 'page_viewed'}], 'window': 'a while'} | window",
                "{'steps': [{'event': 'page_created'}, {'event': 'page_viewed'}], 'order': 'backwards'} | order",
                "{'steps': [{'event': 'page_created'}, {'event': 'page_viewed'}], 'from': '2025-03-02', 'to':"
                        + " '2025-03-02'} | to",
                "{'steps': [{'event': 'page_created'}, {'event': 'page_viewed'}], 'breakdown': 'devise'} |"
                        + " breakdown.attribute",
                "{'steps': [{'event': 'page_created'}, {'event': 'page_viewed'}], 'exclusions': [{'event':"
                        + " 'page_viewed'}]} | exclusions[0].event",
                "{'steps': [{'event': 'page_created'}, {'event': 'page_viewed'}], 'exclusions': [{'event': 'signup',"
                        + " 'after_step': 2, 'before_step': 1}]} | exclusions[0].after_step",
                "{'steps': [{'event': 'page_created'}, {'event': 'page_viewed'}], 'cohort': 'no such cohort'} | cohort",
                "{'steps': [{'event': 'page_created'}, {'event': 'page_viewed'}], 'ordre': 'any'} | ordre"
            })
    void an_impossible_funnel_is_refused_with_the_field(String body, String field) {
        post("/api/v1/funnel/query", body.replace('\'', '"')).statusCode(422).body("field", equalTo(field));
    }
}
