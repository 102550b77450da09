package dev.lodestar.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.kit.identity.Roles;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever is held to a segment by their token gets of every question the answer that anybody gets who asks for that segment. The history, in UTC: on 1 February 2022 six users of
 * the segment north and four of south sign up and create a page; three of north and one of south share a workspace on the 4th; all of south and one of north view a page on the 15th.
 */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SegmentsTest {
    private static final String RANGE = "from=2022-02-01&to=2022-03-01";
    private static final String FEBRUARY = "\"from\": \"2022-02-01\", \"to\": \"2022-03-01\"";
    private static final String NORTH = ", \"filters\": {\"segment\": [\"north\"]}";
    private static final String HELD =
            Tokens.bearer("hilda", Map.of("segments", List.of("north")), Roles.VIEWER, Roles.ANALYST);
    private static final int OF_NORTH = 6;
    private static final int USERS = 10;
    private static final int VISITORS = 4321;

    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    void write_the_history() {
        RestAssured.port = Integer.parseInt(ServiceCalls.setting("quarkus.http.test-port"));
        try (TestTopics topics = new TestTopics(
                ServiceCalls.setting("kafka.bootstrap.servers"), ServiceCalls.setting("lodestar.topics.prefix"))) {
            for (int i = 0; i < USERS; i++) {
                writeUser(topics, i);
            }
            topics.acquisition(LocalDate.of(2022, 2, 3), "seo", VISITORS, 70);
        }
        ServiceCalls.await("everybody is counted", () -> {
            var answer = ServiceCalls.get("/api/v1/metrics/summary?filter=segment:north&filter=segment:south&" + RANGE)
                    .extract();
            return answer.statusCode() == 200
                    && answer.jsonPath().getInt("total_users") == USERS
                    && answer.jsonPath().getInt("total_events") == 19;
        });
        ServiceCalls.await(
                "visitors are known",
                () -> ServiceCalls.get("/api/v1/metrics/acquisition?" + RANGE)
                                .extract()
                                .jsonPath()
                                .getString("visitors")
                        != null);
    }

    private static void writeUser(TestTopics topics, int i) {
        UUID user = new UUID(0x2022L << 48 | 0x4000L, 0x8000000000000000L + i);
        boolean north = i < OF_NORTH;
        topics.profile(
                user,
                Instant.parse("2022-02-01T09:00:00Z"),
                Map.of(
                        "segment",
                        north ? "north" : "south",
                        "channel",
                        i % 2 == 0 ? "seo" : "ads",
                        "plan_type",
                        "free"));
        topics.event(user, "page_created", Instant.parse("2022-02-01T09:30:00Z"));
        if (i < 3 || i == OF_NORTH) {
            topics.event(
                    user,
                    "segments-" + i,
                    "workspace_shared",
                    Instant.parse("2022-02-04T10:00:00Z"),
                    Map.of("workspace_id", "segments-" + i));
        }
        if (!north || i == 0) {
            topics.event(user, "page_viewed", Instant.parse("2022-02-15T12:00:00Z"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/metrics/summary?",
                "/api/v1/metrics/north-star?",
                "/api/v1/metrics/engagement?period=weekly&",
                "/api/v1/metrics/engagement?period=monthly&compare=previous_period&",
                "/api/v1/metrics/stickiness?",
                "/api/v1/metrics/activation?",
                "/api/v1/metrics/features?",
                "/api/v1/metrics/power-users?",
                "/api/v1/funnel?",
                "/api/v1/funnel?breakdown=channel&",
                "/api/v1/funnel?breakdown=segment&",
                "/api/v1/funnel/users?stage=signup&"
            })
    void a_question_is_answered_for_the_callers_segment(String question) throws JsonProcessingException {
        JsonNode everybody = figures(asked(question + RANGE, ServiceCalls.analyst()));
        JsonNode north = figures(asked(question + RANGE + "&segment=north", ServiceCalls.analyst()));
        ExtractableResponse<Response> held = asked(question + RANGE, HELD);

        assertThat(north).isNotEqualTo(everybody);
        assertThat(figures(held)).isEqualTo(north);
        assertThat(figures(asked(question + RANGE + "&segment=south", HELD))).isNotEqualTo(north);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/metrics/engagement?period=weekly&",
                "/api/v1/metrics/power-users?",
                "/api/v1/funnel?breakdown=segment&",
                "/api/v1/metrics/activation/users?"
            })
    void a_table_is_of_the_callers_segment(String question) {
        String everybody = table(question + RANGE, ServiceCalls.analyst());
        String north = table(question + RANGE + "&segment=north", ServiceCalls.analyst());

        assertThat(north).isNotEqualTo(everybody);
        assertThat(table(question + RANGE, HELD)).isEqualTo(north).doesNotContain("south");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "/api/v1/funnel/query;`\"steps\": [{\"event\": \"page_created\"}, {\"event\": \"workspace_shared\"}]`",
                "/api/v1/funnel/users?step=2;`\"steps\": [{\"event\": \"page_created\"}, {\"event\": \"workspace_shared\"}]`",
                "/api/v1/metrics/paths;`\"anchor\": {\"event\": \"page_created\"}`"
            })
    void an_ad_hoc_question_is_answered_for_the_callers_segment(String address, String question)
            throws JsonProcessingException {
        String body = "{" + question + ", " + FEBRUARY;
        JsonNode everybody = figures(posted(address, body + "}", ServiceCalls.analyst()));
        JsonNode north = figures(posted(address, body + NORTH + "}", ServiceCalls.analyst()));

        assertThat(north).isNotEqualTo(everybody);
        assertThat(figures(posted(address, body + "}", HELD))).isEqualTo(north);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dau_mau_metrics",
                "north_star_metric",
                "feature_adoption",
                "power_users",
                "funnel_analysis",
                "cohort_retention",
                "revenue_metrics"
            })
    void a_statement_counts_the_callers_segment(String query) {
        String everybody = ServiceCalls.get("/api/v1/sql/" + query + "?" + RANGE)
                .statusCode(200)
                .extract()
                .asString();
        String north = ServiceCalls.get("/api/v1/sql/" + query + "?segment=north&" + RANGE)
                .statusCode(200)
                .extract()
                .asString();

        assertThat(north).isNotEqualTo(everybody);
        assertThat(ServiceCalls.get("/api/v1/sql/" + query + "?" + RANGE, HELD)
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo(north);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "funnel;`\"steps\": [{\"event\": \"page_created\"}, {\"event\": \"workspace_shared\"}]`",
                "retention;`\"period\": \"weekly\"`",
                "paths;`\"anchor\": {\"event\": \"page_created\"}`",
                "activity;`\"metric\": \"engagement\", \"period\": \"weekly\"`"
            })
    void a_statement_of_ones_own_counts_the_callers_segment(String kind, String question) {
        String body = "{\"" + kind + "\": {" + question + ", " + FEBRUARY;
        String everybody = statement(body + "}}", ServiceCalls.analyst());
        String north = statement(body + NORTH + "}}", ServiceCalls.analyst());
        String south = statement(body + NORTH.replace("north", "south") + "}}", HELD);

        assertThat(north).isNotEqualTo(everybody).contains("'north'");
        assertThat(statement(body + "}}", HELD)).isEqualTo(north);
        assertThat(south).as("of nobody, and so without either name").doesNotContain("'south'");
    }

    private static String statement(String body, String authorization) {
        return posted("/api/v1/sql", body, authorization).asString();
    }

    /** Whose visitors and spend are is not known. */
    @Test
    void of_visitors_and_spend_a_caller_who_is_held_to_segments_learns_nothing() {
        String address = "/api/v1/metrics/acquisition?" + RANGE;

        assertThat(asked(address, ServiceCalls.analyst()).jsonPath().getInt("visitors"))
                .isEqualTo(VISITORS);
        ExtractableResponse<Response> held = asked(address, HELD);
        assertThat(held.<Object>path("visitors")).isNull();
        assertThat(held.<Object>path("spend")).isNull();
        assertThat(held.jsonPath().getList("channels")).isEmpty();
        assertThat(held.jsonPath().getList("monthly")).isEmpty();
        assertThat(held.<String>path("reason")).isEqualTo("visitors_not_split");
        assertThat(table(address, HELD)).doesNotContain(Integer.toString(VISITORS));
    }

    @Test
    void the_tag_of_somebody_elses_answer_is_not_this_callers() {
        String address = "/api/v1/metrics/summary?" + RANGE;
        String tag = asked(address, ServiceCalls.analyst()).header("ETag");

        assertThat(conditional(address, tag, ServiceCalls.analyst())).isEqualTo(304);
        assertThat(conditional(address, tag, HELD)).isEqualTo(200);
    }

    private static int conditional(String address, String tag, String authorization) {
        return given().header("Authorization", authorization)
                .header("If-None-Match", tag)
                .get(address)
                .statusCode();
    }

    private static ExtractableResponse<Response> asked(String address, String authorization) {
        return ServiceCalls.get(address, authorization).statusCode(200).extract();
    }

    private static ExtractableResponse<Response> posted(String address, String body, String authorization) {
        return ServiceCalls.post(address, body, authorization).statusCode(200).extract();
    }

    private static String table(String address, String authorization) {
        return given().header("Authorization", authorization)
                .accept("text/csv")
                .get(address)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** An answer without what it says of the question, and when it was given. */
    private JsonNode figures(ExtractableResponse<Response> answer) throws JsonProcessingException {
        JsonNode body = json.readTree(answer.asString());
        body.findParents("definition").forEach(part -> ((ObjectNode) part).remove("definition"));
        ((ObjectNode) body).remove(List.of("computed_at", "as_of"));
        return body;
    }
}
