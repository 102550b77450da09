package dev.lodestar.ingest.quality;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.lodestar.ingest.Await;
import dev.lodestar.testkit.architecture.DescribedRecords;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class QualityResourceTest {
    @Test
    void everything_that_was_received_turns_up_again() {
        String user = UUID.randomUUID().toString();
        String good = "{\"event_id\":\"x\",\"user_id\":\"" + user
                + "\",\"event_type\":\"page_viewed\",\"timestamp\":\"2026-01-01T00:00:00Z\"}";
        String other = good.replace("page_viewed", "page_created");
        post("[" + good + "," + good + "," + good.replace("page_viewed", "nonsense") + "]");
        post("[" + good + "]");
        post("[" + other + "]");

        JsonPath books = Await.until(
                () -> get("/api/v1/quality/reconciliation?verify=true")
                        .extract()
                        .jsonPath(),
                found -> found.getLong("pending") == 0);

        assertThat(books.getBoolean("balanced")).isTrue();
        assertThat(books.getLong("hours.findAll { it.data_set == 'events' }.received.sum()"))
                .isEqualTo(books.getLong("hours.findAll { it.data_set == 'events' }.stored.sum()")
                        + books.getLong("hours.findAll { it.data_set == 'events' }.duplicate.sum()")
                        + books.getLong("hours.findAll { it.data_set == 'events' }.quarantined.sum()")
                        + books.getLong("hours.findAll { it.data_set == 'events' }.dead_letters.sum()"));
        JsonPath report = get("/api/v1/quality").extract().jsonPath();
        assertThat(report.getDouble("days.find { it.data_set == 'events' }.score"))
                .isBetween(0.0, 0.9999);
        assertThat(report.getLong("days.find { it.data_set == 'events' }.findings.conflict"))
                .isPositive();
        assertThat(report.getLong("days.find { it.data_set == 'events' }.findings.unknown_event_type"))
                .isPositive();
    }

    @Test
    void the_description_says_of_every_field_whether_it_may_be_null() {
        assertThat(DescribedRecords.check()).contains("ImportResponse.finished_at");
    }

    @Test
    void answers_say_what_shaped_them_and_when_they_were_computed() {
        Instant before = Instant.now();
        String range = "from=2026-01-01&to=2026-01-03";
        JsonPath report = get("/api/v1/quality?" + range).extract().jsonPath();
        JsonPath drift = get("/api/v1/quality/drift?" + range).extract().jsonPath();
        JsonPath books = get("/api/v1/quality/reconciliation?verify=true&" + range)
                .extract()
                .jsonPath();

        assertThat(List.of(report, drift, books)).allSatisfy(answer -> {
            assertThat(answer.<String, Object>getMap("definition"))
                    .containsEntry("from", "2026-01-01")
                    .containsEntry("to", "2026-01-03")
                    .containsEntry("time_zone", "UTC");
            assertThat(Instant.parse(answer.getString("computed_at"))).isBetween(before, Instant.now());
        });
        assertThat(report.<String, Object>getMap("definition"))
                .containsEntry("refused_weight", 1.0f)
                .containsEntry("counted_weight", 0.1f);
        assertThat(drift.<String, Object>getMap("definition"))
                .containsEntry("weeks", 8)
                .containsEntry("minimum_weeks", 4)
                .containsEntry("mad_multiple", 3.0f)
                .containsEntry("new_after_days", 56)
                .containsEntry("vanished_after_days", 28);
        assertThat(books.getBoolean("definition.verify")).isTrue();
        String tag = get("/api/v1/quality?" + range).extract().header("ETag");
        given().header("Authorization", Tokens.bearer("v", "viewer"))
                .header("If-None-Match", tag)
                .get("/api/v1/quality?" + range)
                .then()
                .statusCode(304);
    }

    @Test
    void days_that_were_not_asked_for_are_said() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        JsonPath definition =
                get("/api/v1/quality/reconciliation").extract().jsonPath().setRootPath("definition");

        assertThat(LocalDate.parse(definition.getString("to"))).isBetween(today.plusDays(1), today.plusDays(2));
        assertThat(LocalDate.parse(definition.getString("from")).plusDays(30))
                .isEqualTo(LocalDate.parse(definition.getString("to")));
        assertThat(definition.getBoolean("verify")).isFalse();
    }

    @Test
    void a_day_unlike_the_same_weekdays_before_it_is_named() {
        LocalDate monday = LocalDate.of(1990, 6, 4);
        IntStream.rangeClosed(1, 5).forEach(week -> post("[" + event("page_viewed", monday.minusWeeks(week)) + "]"));
        post("[" + event("page_viewed", monday) + "," + event("user_invited", monday) + "]");

        Await.until(
                () -> get("/api/v1/quality/drift?from=1990-04-30&to=1990-06-06")
                        .extract()
                        .jsonPath(),
                found -> found.getLong("days.events.sum()") == 7);

        JsonPath drift = get("/api/v1/quality/drift?from=1990-06-04&to=1990-06-06")
                .extract()
                .jsonPath();

        assertThat(drift.getList("days.date")).isEqualTo(List.of("1990-06-04", "1990-06-05"));
        assertThat(drift.getDouble("days[0].median")).isEqualTo(1.0);
        assertThat(drift.getDouble("days[0].high")).isEqualTo(1.0);
        assertThat(drift.getBoolean("days[0].anomalous")).isTrue();
        assertThat(drift.getList("days[0].new_types")).isEqualTo(List.of("user_invited"));
        assertThat(drift.getBoolean("days[1].anomalous")).isFalse();
    }

    private static String event(String type, LocalDate day) {
        return "{\"user_id\":\"%s\",\"event_type\":\"%s\",\"timestamp\":\"%s\"}"
                .formatted(UUID.randomUUID(), type, day);
    }

    @Test
    void impossible_days_are_refused() {
        given().header("Authorization", Tokens.bearer("v", "viewer"))
                .get("/api/v1/quality/drift?from=2026-01-01&to=2026-12-01")
                .then()
                .statusCode(422)
                .body("field", equalTo("from"));
        given().header("Authorization", Tokens.bearer("v", "viewer"))
                .get("/api/v1/quality?from=2026-02-01&to=2026-02-01")
                .then()
                .statusCode(422)
                .body("field", equalTo("from"));
        given().header("Authorization", Tokens.bearer("v", "viewer"))
                .get("/api/v1/quality?to=soon")
                .then()
                .statusCode(422);
        given().header("Authorization", Tokens.bearer("v", "viewer"))
                .get("/api/v1/quality?from=2026-02-01&to=%2B999999999-12-31")
                .then()
                .statusCode(422)
                .body("field", equalTo("to"));
        given().header("Authorization", Tokens.bearer("i", "ingest"))
                .get("/api/v1/quality")
                .then()
                .statusCode(403);
    }

    @Test
    void the_tracking_plan_in_force_is_shown() {
        get("/api/v1/tracking-plan").body("version", equalTo(1)).body("activation_event", equalTo("page_created"));
    }

    private static ValidatableResponse get(String path) {
        return given().header("Authorization", Tokens.bearer("v", "viewer"))
                .get(path)
                .then()
                .statusCode(200);
    }

    private static void post(String body) {
        given().header("Authorization", Tokens.bearer("m", "ingest"))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/events")
                .then()
                .statusCode(202);
    }
}
