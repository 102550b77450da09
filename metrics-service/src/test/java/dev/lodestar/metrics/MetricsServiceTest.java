package dev.lodestar.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.analysis.StepOutcome;
import dev.lodestar.contracts.wire.UserKey;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import dev.lodestar.testkit.timeline.TestTopics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The service on a real broker. The history, all in 2024 and UTC: forty users sign up on 1 January; the first twenty create a page that day, ten
 * of those collaborate in a workspace of their own on 9 January; everybody but the last ten is active on 15 January.
 */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsServiceTest {
    private static final Duration PATIENCE = ServiceCalls.PATIENCE;
    private static final int USERS = 40;
    private static final String RANGE = "from=2024-01-01&to=2024-02-01";

    private final List<UUID> users = IntStream.range(0, USERS)
            .mapToObj(i -> new UUID(0x4000L, 0x8000000000000000L + i * 7919L))
            .toList();
    private TestTopics topics;

    @BeforeAll
    void write_the_history() {
        RestAssured.port = Integer.parseInt(ServiceCalls.setting("quarkus.http.test-port"));
        topics = new TestTopics(
                ServiceCalls.setting("kafka.bootstrap.servers"), ServiceCalls.setting("lodestar.topics.prefix"));
        for (int i = 0; i < USERS; i++) {
            writeUser(i);
        }
        topics.acquisition(LocalDate.of(2024, 1, 1), "seo", 999, 5);
        topics.acquisition(LocalDate.of(2024, 1, 1), "seo", 150, 5);
        topics.acquisition(LocalDate.of(2024, 1, 2), "ads", 50, 20);
        ServiceCalls.await("all users counted", () -> totalUsers() == USERS);
        ServiceCalls.await(
                "all events counted", () -> summary().extract().jsonPath().getInt("total_events") == 60);
        ServiceCalls.await("all visitors counted", () -> visitors() == 200);
    }

    @AfterAll
    void close() {
        topics.close();
    }

    private void writeUser(int i) {
        String segment = i < 10 ? "enterprise" : "individual";
        topics.profile(
                users.get(i),
                Instant.parse("2024-01-01T09:00:00Z"),
                Map.of("segment", segment, "channel", i % 2 == 0 ? "seo" : "ads", "plan_type", "free"));
        if (i < 20) {
            topics.event(users.get(i), "page_created", Instant.parse("2024-01-01T09:30:00Z"));
        }
        if (i < 10) {
            topics.event(
                    users.get(i),
                    "share-" + i,
                    "workspace_shared",
                    Instant.parse("2024-01-09T10:00:00Z"),
                    Map.of("workspace_id", "w" + i));
        }
        if (i < 30) {
            topics.event(users.get(i), "page_viewed", Instant.parse("2024-01-15T12:00:00Z"));
        }
    }

    @Test
    void every_answer_says_its_definition_position_and_completeness() {
        ServiceCalls.get("/api/v1/metrics/summary?" + RANGE)
                .statusCode(200)
                .body("total_users", equalTo(USERS))
                .body("total_events", equalTo(60))
                .body("definition.from", equalTo("2024-01-01"))
                .body("definition.to", equalTo("2024-02-01"))
                .body("completeness", equalTo(1.0f))
                .body("as_of.partitions.size()", equalTo(12))
                .body("as_of.time", notNullValue())
                .body("computed_at", notNullValue());
    }

    @Test
    void an_answer_says_its_position_in_a_header_too_as_a_table_or_unchanged_or_a_listing_as_well() {
        String address = "/api/v1/metrics/summary?" + RANGE;
        var json = ServiceCalls.get(address).extract();
        String position = json.header("Lodestar-As-Of");

        assertThat(position).matches(json.path("as_of.time") + " 0:\\d+(,\\d+:\\d+){11}");
        Map.of("Accept", "text/csv", "If-None-Match", json.header("ETag"))
                .forEach((header, value) -> given().header("Authorization", ServiceCalls.analyst())
                        .header(header, value)
                        .get(address)
                        .then()
                        .header("Lodestar-As-Of", position)
                        .header("Lodestar-Completeness", "1.0")
                        .header("Lodestar-Stale-Partitions", nullValue()));
        ServiceCalls.get("/api/v1/funnel/users?stage=activation&" + RANGE).header("Lodestar-As-Of", position);
    }

    @Test
    void engagement_counts_each_user_once_a_period() {
        ServiceCalls.get("/api/v1/metrics/engagement?period=monthly&" + RANGE)
                .statusCode(200)
                .body("series", hasSize(1))
                .body("series[0].period_start", equalTo("2024-01-01"))
                .body("series[0].active_users", equalTo(30))
                .body("series[0].new", equalTo(30))
                .body("series[0].returning", equalTo(0))
                .body("series[0].partial", equalTo(false));
    }

    @Test
    void csv_gives_the_same_figures_under_the_columns_of_the_bundle() {
        String csv = given().header("Authorization", ServiceCalls.analyst())
                .accept("text/csv")
                .get("/api/v1/metrics/engagement?period=weekly&" + RANGE)
                .then()
                .statusCode(200)
                .header("Content-Type", containsString("text/csv"))
                .extract()
                .asString();

        assertThat(csv.lines().findFirst().orElseThrow())
                .startsWith("period,period_start,active_users,new_users,returning_users,resurrecting_users,"
                        + "dormant_users,growth_rate,partial");
        assertThat(csv.lines()).anyMatch(line -> line.startsWith("weekly,2024-01-01,20,20,0,0,0,"));
    }

    @Test
    void a_filter_counts_only_the_users_it_names() {
        ServiceCalls.get("/api/v1/metrics/engagement?period=monthly&segment=enterprise&" + RANGE)
                .statusCode(200)
                .body("series[0].active_users", equalTo(10))
                .body("definition.filters.segment", notNullValue());
    }

    @Test
    void a_caller_held_to_segments_sees_nobody_else() {
        ServiceCalls.get(
                        "/api/v1/metrics/summary?" + RANGE,
                        Tokens.bearer("ann", Map.of("segments", List.of("enterprise")), "viewer", "analyst"))
                .statusCode(200)
                .body("total_users", equalTo(10));
        ServiceCalls.get(
                        "/api/v1/metrics/summary?segment=individual&" + RANGE,
                        Tokens.bearer("ann", Map.of("segments", List.of("enterprise")), "viewer", "analyst"))
                .statusCode(200)
                .body("total_users", equalTo(0));
    }

    @Test
    void the_north_star_counts_distinct_collaborative_workspaces() {
        ServiceCalls.get("/api/v1/metrics/north-star?" + RANGE)
                .statusCode(200)
                .body("unit", equalTo("workspace"))
                .body("weekly.find { it.week_start == '2024-01-08' }.value", equalTo(10))
                .body("weekly.find { it.week_start == '2024-01-15' }.value", equalTo(0));
    }

    @Test
    void activation_features_power_users_and_stickiness_answer() {
        ServiceCalls.get("/api/v1/metrics/activation?" + RANGE)
                .statusCode(200)
                .body("total_users", equalTo(USERS))
                .body("statuses.fast", equalTo(20))
                .body("statuses.not_activated", equalTo(20))
                .body("p90_hours", nullValue());
        ServiceCalls.get("/api/v1/metrics/features?" + RANGE)
                .statusCode(200)
                .body("features.find { it.feature == 'page_creation' }.users_adopted", equalTo(20))
                .body("features.find { it.feature == 'collaboration' }.users_adopted", equalTo(10));
        ServiceCalls.get("/api/v1/metrics/stickiness?from=2024-01-01&to=2024-01-16")
                .statusCode(200)
                .body("series.find { it.date == '2024-01-15' }.dau", equalTo(30));
        ServiceCalls.get("/api/v1/metrics/power-users?from=2024-01-01&to=2024-01-16")
                .statusCode(200)
                .body("active_users", equalTo(30))
                .body("curve[0].keySet()", equalTo(Set.of("active_days", "users", "users_at_least", "is_power")));
    }

    @Test
    void the_users_behind_activation_can_be_listed_as_of_a_run() {
        String runId = UUID.randomUUID().toString();
        topics.barrier(runId);

        String csv = given().header("Authorization", Tokens.bearer("ann", "viewer", "analyst"))
                .accept("text/csv")
                .get("/api/v1/metrics/activation/users?channel=seo&run_id=" + runId + "&" + RANGE)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(csv.lines().findFirst()).contains("user_id,segment,channel,status,hours_to_activation");
        assertThat(csv.lines().filter(line -> line.endsWith(",fast,0.5"))).hasSize(10);
        assertThat(csv.lines().filter(line -> line.endsWith(",not_activated,"))).hasSize(10);
        assertThat(csv.lines()).contains(users.getFirst() + ",enterprise,seo,fast,0.5");
        ServiceCalls.get("/api/v1/metrics/activation/users", ServiceCalls.viewer())
                .statusCode(403);
    }

    @Test
    void the_users_as_of_a_run_that_no_shard_holds_are_not_found() {
        ServiceCalls.get(
                        "/api/v1/metrics/activation/users?run_id=" + UUID.randomUUID(),
                        Tokens.bearer("ann", "viewer", "analyst"))
                .statusCode(404);
    }

    @Test
    void the_queries_can_be_had_as_sql_with_the_parameters_asked_for() {
        String analyst = Tokens.bearer("ann", "viewer", "analyst");
        ServiceCalls.get("/api/v1/sql?dialect=postgresql", analyst)
                .statusCode(200)
                .body("queries", hasSize(7));
        String sql = given().header("Authorization", analyst)
                .get("/api/v1/sql/funnel_analysis?" + RANGE)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(sql).contains("2024-02-01").containsIgnoringCase("with params");
        ServiceCalls.get("/api/v1/sql/drop_tables", analyst).statusCode(404);
        ServiceCalls.get("/api/v1/sql?dialect=cobol", analyst)
                .statusCode(422)
                .body("expected", startsWith("postgresql, duckdb"));
        ServiceCalls.get("/api/v1/sql", ServiceCalls.viewer()).statusCode(403);
    }

    @Test
    void the_funnel_is_nested_and_its_breakdown_adds_up() {
        JsonNode funnel = ServiceCalls.get("/api/v1/funnel?breakdown=segment&" + RANGE)
                .statusCode(200)
                .body("stages", hasSize(7))
                .body("stages[0].users_at_stage", equalTo(200))
                .body("stages[1].users_at_stage", equalTo(USERS))
                .body("stages[2].users_at_stage", equalTo(20))
                .body("breakdown.attribute", equalTo("segment"))
                .body("drop_off.by_stage", notNullValue())
                .extract()
                .as(JsonNode.class);

        for (int stage = 1; stage < 7; stage++) {
            long sum = 0;
            for (JsonNode group : funnel.get("breakdown").get("groups")) {
                sum += group.get("stages").get(stage).get("users_at_stage").asLong();
            }
            assertThat(sum)
                    .isEqualTo(funnel.get("stages")
                            .get(stage)
                            .get("users_at_stage")
                            .asLong());
        }
    }

    @Test
    void of_an_acquisition_key_the_last_record_wins() {
        ServiceCalls.get("/api/v1/metrics/acquisition?" + RANGE)
                .statusCode(200)
                .body("visitors", equalTo(200))
                .body("channels.find { it.channel == 'seo' }.visitors", equalTo(150))
                .body("channels.find { it.channel == 'ads' }.spend", equalTo(20.0f));
    }

    @Test
    void a_known_entity_tag_is_answered_with_not_modified() {
        String address = "/api/v1/metrics/features?from=2023-01-01&to=2023-02-01";
        String tag = ServiceCalls.get(address).statusCode(200).extract().header("ETag");

        given().header("Authorization", ServiceCalls.analyst())
                .header("If-None-Match", tag)
                .get(address)
                .then()
                .statusCode(304);
        given().header("Authorization", ServiceCalls.analyst())
                .header("If-None-Match", tag)
                .get(address + "&segment=enterprise")
                .then()
                .statusCode(200);
    }

    @Test
    void a_parameter_that_is_not_possible_is_named_with_what_is_allowed() {
        ServiceCalls.get("/api/v1/metrics/engagement?period=fortnightly")
                .statusCode(422)
                .body("field", equalTo("period"))
                .body("detail", containsString("fortnightly"))
                .body("expected", equalTo("daily, weekly, monthly"));
        ServiceCalls.get("/api/v1/metrics/summary?from=31.01.2024")
                .statusCode(422)
                .body("field", equalTo("from"));
        ServiceCalls.get("/api/v1/metrics/summary?from=2024-02-01&to=2024-01-01")
                .statusCode(422)
                .body("field", equalTo("to"));
        ServiceCalls.get("/api/v1/funnel?breakdown=shoe_size").statusCode(422).body("field", equalTo("breakdown"));
        ServiceCalls.get("/api/v1/metrics/summary?segment=" + "x".repeat(201))
                .statusCode(422)
                .body("field", equalTo("segment"));
        ServiceCalls.get("/api/v1/metrics/summary?segment=" + "x".repeat(200)).statusCode(200);
    }

    @Test
    void without_a_token_or_the_role_there_is_no_answer() {
        given().get("/api/v1/metrics/summary").then().statusCode(401);
        given().header("Authorization", Tokens.bearer("machine", "ingest"))
                .get("/api/v1/metrics/summary")
                .then()
                .statusCode(403);
        given().header("Authorization", Tokens.bearer("machine", "ingest"))
                .contentType("application/json")
                .body("{}")
                .post("/internal/v1/tallies")
                .then()
                .statusCode(403);
    }

    @Test
    void a_run_answers_every_step_from_its_barrier_and_again_with_the_same_figures() {
        String runId = UUID.randomUUID().toString();
        AnalysisCommand summary = command(runId, AnalysisStep.SUMMARY, topics.barrier(runId), 3);
        topics.command(summary);
        AnalysisResult first =
                topics.awaitResults(runId, AnalysisStep.SUMMARY, 1, PATIENCE).getFirst();
        assertThat(first.outcome()).as(String.valueOf(first.reason())).isEqualTo(StepOutcome.SUCCEEDED);
        assertThat(answer(first).get("total_users").asLong()).isGreaterThanOrEqualTo(USERS);

        lateUser();
        topics.command(summary);
        AnalysisResult again =
                topics.awaitResults(runId, AnalysisStep.SUMMARY, 2, PATIENCE).getLast();

        assertThat(withoutTime(answer(again))).isEqualTo(withoutTime(answer(first)));
    }

    @Test
    void steps_with_several_answers_nest_them() {
        String runId = UUID.randomUUID().toString();
        Map<Integer, Long> barrier = topics.barrier(runId);
        for (AnalysisStep step : AnalysisStep.values()) {
            topics.command(command(runId, step, barrier, 3));
        }
        AnalysisResult engagement =
                topics.awaitResults(runId, AnalysisStep.ENGAGEMENT, 1, PATIENCE).getFirst();
        AnalysisResult funnel =
                topics.awaitResults(runId, AnalysisStep.FUNNEL, 1, PATIENCE).getFirst();

        assertThat(answer(engagement).fieldNames()).toIterable().containsExactly("daily", "weekly", "monthly");
        assertThat(answer(funnel).fieldNames()).toIterable().containsExactly("total", "segment", "channel");
        assertThat(answer(funnel).get("total").get("stages")).hasSize(7);
        for (AnalysisStep step : List.of(
                AnalysisStep.SUMMARY,
                AnalysisStep.STICKINESS,
                AnalysisStep.ACTIVATION,
                AnalysisStep.FEATURES,
                AnalysisStep.POWER_USERS,
                AnalysisStep.NORTH_STAR,
                AnalysisStep.ACQUISITION)) {
            AnalysisResult result =
                    topics.awaitResults(runId, step, 1, PATIENCE).getFirst();
            assertThat(result.outcome()).as(step + ": " + result.reason()).isEqualTo(StepOutcome.SUCCEEDED);
        }
    }

    @Test
    void a_step_whose_barrier_never_comes_fails_with_its_reason() {
        String runId = UUID.randomUUID().toString();
        topics.command(command(runId, AnalysisStep.SUMMARY, Map.of(), 3));

        AnalysisResult result =
                topics.awaitResults(runId, AnalysisStep.SUMMARY, 1, PATIENCE).getFirst();

        assertThat(result.outcome()).isEqualTo(StepOutcome.FAILED);
        assertThat(result.reason()).contains("barrier");
    }

    @Test
    void a_repeated_event_counts_once() {
        int before = summary().extract().jsonPath().getInt("total_events");
        topics.event(users.getFirst(), "page_created", Instant.parse("2024-01-01T09:30:00Z"));
        UUID marker = lateUser();
        ServiceCalls.await("the marker is counted", () -> totalUsers("late-" + marker) == 1);

        assertThat(summary().extract().jsonPath().getInt("total_events")).isEqualTo(before);
    }

    @Test
    void a_record_that_cannot_be_read_is_set_aside_and_holds_nobody_up() {
        byte[] garbage = ("garbage " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        byte[] key = new UserKey(users.get(1)).toBytes();
        topics.timelineBytes("event", key, garbage);
        topics.timelineBytes(null, key, garbage);

        assertThat(topics.awaitDeadLetterReason(garbage, PATIENCE)).isEqualTo("value is not a record of type event");
        UUID marker = UUID.nameUUIDFromBytes(garbage);
        topics.profile(marker, Instant.parse("2025-06-01T00:00:00Z"), Map.of("segment", "late-" + marker));
        ServiceCalls.await("later records are counted", () -> totalUsers("late-" + marker) == 1);
    }

    private UUID lateUser() {
        UUID late = UUID.randomUUID();
        topics.profile(late, Instant.parse("2024-01-20T00:00:00Z"), Map.of("segment", "late-" + late));
        ServiceCalls.await("the late user is counted", () -> totalUsers("late-" + late) == 1);
        return late;
    }

    private AnalysisCommand command(
            String runId, AnalysisStep step, Map<Integer, Long> barrier, long acquisitionOffset) {
        return new AnalysisCommand(
                runId,
                step,
                LocalDate.of(2024, 1, 1),
                LocalDate.of(2024, 2, 1),
                null,
                List.of(),
                12,
                42,
                barrier,
                acquisitionOffset,
                Instant.parse("2024-02-01T00:00:00Z"),
                "tester",
                null);
    }

    private static JsonNode answer(AnalysisResult result) {
        return Objects.requireNonNull(result.answer(), result.toString());
    }

    private static String withoutTime(JsonNode answer) {
        ObjectNode copy = answer.deepCopy();
        copy.remove("computed_at");
        return copy.toString();
    }

    private int totalUsers() {
        return summary().extract().jsonPath().getInt("total_users");
    }

    private int totalUsers(String segment) {
        ValidatableResponse response = ServiceCalls.get("/api/v1/metrics/summary?to=2026-01-01&segment=" + segment);
        return response.extract().statusCode() == 200
                ? response.extract().jsonPath().getInt("total_users")
                : -1;
    }

    private int visitors() {
        return ServiceCalls.get("/api/v1/metrics/acquisition?" + RANGE)
                                .extract()
                                .jsonPath()
                                .get("visitors")
                        instanceof Integer visitors
                ? visitors
                : -1;
    }

    private ValidatableResponse summary() {
        ServiceCalls.await(
                "shards answer",
                () -> ServiceCalls.get("/api/v1/metrics/summary?" + RANGE)
                                .extract()
                                .statusCode()
                        == 200);
        return ServiceCalls.get("/api/v1/metrics/summary?" + RANGE);
    }
}
