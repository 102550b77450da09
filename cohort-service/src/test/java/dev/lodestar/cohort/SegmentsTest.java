package dev.lodestar.cohort;

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
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever is held to a segment by their token gets of every question the answer that anybody gets who asks for that segment. The history, in UTC: on 1 February 2022 six users of
 * the segment north and four of south sign up and create a page; three of north and all of south view a page on the 8th; two of north and one of south pay on the 10th. A year
 * before, four of north and three of south sign up in each of two weeks, and come back after a week: of the first, one of north and all of south, of the second, three of north and
 * nobody else.
 */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SegmentsTest {
    private static final String RANGE = "from=2022-02-01&to=2022-05-01";
    private static final String HELD =
            Tokens.bearer("hilda", Map.of("segments", List.of("north")), Roles.VIEWER, Roles.ANALYST);
    private static final int OF_NORTH = 6;
    private static final int USERS = 10;
    private static final String YEAR_BEFORE = "period=weekly&from=2021-01-04&to=2021-03-01";
    private static final Instant EARLY = Instant.parse("2021-01-04T09:00:00Z");
    private static final Instant LATE = Instant.parse("2021-01-11T09:00:00Z");

    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    void write_the_history() {
        RestAssured.port = Integer.parseInt(ServiceCalls.setting("quarkus.http.test-port"));
        try (TestTopics topics = new TestTopics(
                ServiceCalls.setting("kafka.bootstrap.servers"), ServiceCalls.setting("lodestar.topics.prefix"))) {
            for (int i = 0; i < USERS; i++) {
                writeUser(topics, i);
            }
            writeCohort(topics, EARLY, 1, 3);
            writeCohort(topics, LATE, 3, 0);
        }
        ServiceCalls.await("everybody who came back is counted", () -> {
            var answer = ServiceCalls.get("/api/v1/cohorts/day-n?filter=segment:north&filter=segment:south&" + RANGE)
                    .extract();
            return answer.statusCode() == 200
                    && answer.jsonPath().getInt("days.find { it.day == 7 }.retained_users") == 7;
        });
    }

    private static void writeUser(TestTopics topics, int i) {
        UUID user = new UUID(0x2022L << 48 | 0x4000L, 0x8000000000000000L + i);
        boolean north = i < OF_NORTH;
        topics.profile(
                user,
                Instant.parse("2022-02-01T09:00:00Z"),
                Map.of("segment", north ? "north" : "south", "channel", i % 2 == 0 ? "seo" : "ads"));
        topics.event(user, "page_created", Instant.parse("2022-02-01T09:30:00Z"));
        if (i < 2 || i == OF_NORTH) {
            topics.event(
                    user,
                    "segments-paid-" + i,
                    "invoice_paid",
                    Instant.parse("2022-02-10T10:00:00Z"),
                    Map.of("amount", 20.0));
        }
        if (!north || i < 3) {
            topics.event(user, "page_viewed", Instant.parse("2022-02-08T12:00:00Z"));
        }
    }

    private static void writeCohort(TestTopics topics, Instant signup, int northBack, int southBack) {
        for (int i = 0; i < 7; i++) {
            UUID user = new UUID(0x2021L << 48 | 0x4000L, 0x8000000000000000L + signup.getEpochSecond() + i);
            boolean north = i < 4;
            topics.profile(user, signup, Map.of("segment", north ? "north" : "south"));
            topics.event(user, "page_created", signup.plus(1, ChronoUnit.HOURS));
            if (north ? i < northBack : i - 4 < southBack) {
                topics.event(user, "page_viewed", signup.plus(7, ChronoUnit.DAYS));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/cohorts/retention?period=weekly&",
                "/api/v1/cohorts/retention?period=monthly&breakdown=segment&",
                "/api/v1/cohorts/day-n?",
                "/api/v1/cohorts/ltv?",
                "/api/v1/cohorts/comparison?period=weekly&sql=duckdb&",
                "/api/v1/cohorts/comparison?period=weekly&by=channel&a=seo&",
                "/api/v1/cohorts/comparison?period=weekly&by=segment&a=north&",
                "/api/v1/cohorts/comparison?period=weekly&by=behaviour&event=page_created&within=7d&",
                "/api/v1/cohorts/comparison?period=weekly&by=channel&a=seo&sql=duckdb&"
            })
    void a_question_is_answered_for_the_callers_segment(String question) throws JsonProcessingException {
        JsonNode everybody = figures(ServiceCalls.get(question + RANGE));
        JsonNode north = figures(ServiceCalls.get(question + RANGE + "&segment=north"));

        assertThat(north).isNotEqualTo(everybody);
        assertThat(figures(ServiceCalls.get(question + RANGE, HELD))).isEqualTo(north);
        assertThat(figures(ServiceCalls.get(question + RANGE + "&segment=south", HELD)))
                .isNotEqualTo(north);
    }

    /** Early and late cohorts, by both forms of the answer; of everybody they tell the opposite. */
    @Test
    void early_and_late_cohorts_are_those_of_the_callers_segment() throws JsonProcessingException {
        String question = "/api/v1/cohorts/comparison?" + YEAR_BEFORE;
        ServiceCalls.await("both cohorts are counted", () -> {
            var answer = ServiceCalls.get(question).extract().jsonPath();
            return week(answer, "early_active") == 4 && week(answer, "late_active") == 3;
        });

        var held = ServiceCalls.get(question, HELD).statusCode(200);

        assertThat(held.extract().jsonPath().getInt("early.users")).isEqualTo(4);
        assertThat(held.extract().jsonPath().getInt("late.users")).isEqualTo(4);
        assertThat(week(held.extract().jsonPath(), "early_active")).isEqualTo(1);
        assertThat(week(held.extract().jsonPath(), "late_active")).isEqualTo(3);
        assertThat(figures(held)).isEqualTo(figures(ServiceCalls.get(question + "&segment=north")));
        assertThat(table(question, HELD))
                .isEqualTo(table(question + "&segment=north", ServiceCalls.analyst()))
                .isNotEqualTo(table(question, ServiceCalls.analyst()));
    }

    private static int week(JsonPath answer, String field) {
        Integer active = answer.get("periods.find { it.period == 1 }?." + field);
        return active == null ? -1 : active;
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

    @Test
    void an_ad_hoc_question_is_answered_for_the_callers_segment() throws JsonProcessingException {
        String address = "/api/v1/cohorts/retention/query";
        String body = "{\"period\": \"weekly\", \"from\": \"2022-02-01\", \"to\": \"2022-05-01\"";
        String filter = ", \"filters\": {\"segment\": [\"north\"]}}";
        JsonNode everybody = figures(ServiceCalls.post(address, body + "}"));
        JsonNode north = figures(ServiceCalls.post(address, body + filter));

        assertThat(north).isNotEqualTo(everybody);
        assertThat(figures(ServiceCalls.post(address, body + "}", HELD))).isEqualTo(north);
    }

    /** An answer without what it says of the question, and when it was given. */
    private JsonNode figures(ValidatableResponse answer) throws JsonProcessingException {
        JsonNode body = json.readTree(answer.statusCode(200).extract().asString());
        body.findParents("definition").forEach(part -> ((ObjectNode) part).remove("definition"));
        ((ObjectNode) body).remove(List.of("computed_at", "as_of"));
        return body;
    }
}
