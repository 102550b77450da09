package dev.lodestar.metrics;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures with the statement that gives the same on the warehouse, whatever the data are. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementsTest {
    private static final String RANGE = "from=2024-01-01&to=2024-02-01";

    @BeforeAll
    void wait_for_the_shards() {
        RestAssured.port = Integer.parseInt(ServiceCalls.setting("quarkus.http.test-port"));
        ServiceCalls.await(
                "a partition answers",
                () -> ServiceCalls.get("/api/v1/metrics/summary").extract().statusCode() == 200);
    }

    @ParameterizedTest
    @CsvSource({
        "metrics/engagement?period=weekly, as quick_ratio",
        "metrics/stickiness, as dau_mau_ratio",
        "metrics/power-users?segment=enterprise, as event_share",
        "metrics/features, feature_types",
        "metrics/activation, as p90_hours",
        "metrics/north-star, as attainment",
        "funnel?breakdown=channel, as conversion_from_previous"
    })
    void figures_stand_beside_the_statement_that_gives_them(String question, String part) {
        String address = "/api/v1/" + question + (question.contains("?") ? "&" : "?") + RANGE;
        String plain = ServiceCalls.get(address)
                .statusCode(200)
                .body("$", not(hasKey("sql")))
                .extract()
                .header("ETag");

        ServiceCalls.get(address + "&sql=duckdb")
                .statusCode(200)
                .header("ETag", not(equalTo(plain)))
                .body("sql", containsString(part))
                .body("sql", containsString("date '2024-01-01' as from_day"))
                .body("$", question.contains("stickiness") ? hasKey("sql_histogram") : not(hasKey("sql_histogram")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics/summary", "metrics/acquisition", "metrics/activation/users"})
    void figures_without_a_statement_refuse_to_be_asked_for_one(String question) {
        ServiceCalls.get("/api/v1/" + question + "?sql=duckdb").statusCode(422).body("field", equalTo("sql"));
    }

    /** As in the answer without one. */
    @ParameterizedTest
    @CsvSource({
        "funnel?breakdown=shoe_size, breakdown",
        "funnel?segment=a%00b, segment",
        "funnel?filter=segment:%00, filter",
        "metrics/engagement?segment=a%00b, segment"
    })
    void a_question_that_no_statement_can_say_is_refused_by_the_parameter(String question, String field) {
        given().urlEncodingEnabled(false)
                .header("Authorization", ServiceCalls.analyst())
                .get("/api/v1/" + question + "&sql=duckdb&" + RANGE)
                .then()
                .statusCode(422)
                .body("field", equalTo(field));
    }

    @Test
    void a_text_that_the_caller_already_has_is_not_sent_again() {
        String address = "/api/v1/sql/power_users?" + RANGE;
        String tag = ServiceCalls.get(address).statusCode(200).extract().header("ETag");

        given().header("Authorization", ServiceCalls.analyst())
                .header("If-None-Match", tag)
                .get(address)
                .then()
                .statusCode(304);
        ServiceCalls.get(address + "&dialect=trino").statusCode(200).header("ETag", not(equalTo(tag)));
    }

    @Test
    void a_page_of_people_that_the_caller_has_is_not_sent_again() {
        String address = "/api/v1/funnel/users?stage=activation&" + RANGE;
        var page = ServiceCalls.get(address).statusCode(200).extract();
        String tag = page.header("ETag");

        given().header("Authorization", ServiceCalls.analyst())
                .header("If-None-Match", tag)
                .get(address)
                .then()
                .statusCode(304)
                .header("Lodestar-As-Of", page.header("Lodestar-As-Of"));
        for (String other : List.of("&segment=enterprise", "&outcome=dropped")) {
            given().header("Authorization", ServiceCalls.analyst())
                    .header("If-None-Match", tag)
                    .get(address + other)
                    .then()
                    .statusCode(200)
                    .header("ETag", not(equalTo(tag)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"by\": \"segment\", \"a\": [\"enterprise\"]`,as cohort_values_1",
                "`\"by\": \"cohort\", \"a\": [\"2024-01-01\"], \"b\": [\"2024-02-01\"]`,when c.period_start in (date",
                "`\"by\": \"behaviour\", \"event\": [\"page_created\"], \"within\": \"5d\"`,as window_days"
            })
    void a_comparison_of_two_sets_is_had_as_a_statement_alone(String sets, String part) {
        ServiceCalls.post("/api/v1/sql", comparison(sets))
                .statusCode(200)
                .body(containsString(part))
                .body(containsString("as a_active"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"a\": [\"enterprise\"]`,a,told apart by",
                "`\"by\": \"segment\"`,a,1 to 100 values",
                "`\"by\": \"segmnt\", \"a\": [\"x\"]`,by,did you mean segment?",
                "`\"by\": \"cohort\", \"a\": [\"2024-01-02\"], \"b\": [\"2024-02-01\"]`,a,first day",
                "`\"by\": \"behaviour\", \"within\": \"36h\"`,within,whole days",
                "`\"by\": \"behaviour\", \"within\": \"40d\"`,within,at most"
            })
    void sets_that_cannot_be_compared_are_refused_by_the_name_of_the_field(String sets, String field, String allowed) {
        ServiceCalls.post("/api/v1/sql", comparison(sets))
                .statusCode(422)
                .body("field", equalTo(field))
                .body("expected", containsString(allowed));
    }

    @Test
    void only_a_comparison_has_sets() {
        ServiceCalls.post("/api/v1/sql", comparison("\"by\": \"segment\"").replace("cohort_comparison", "engagement"))
                .statusCode(422)
                .body("field", equalTo("by"));
    }

    private static String comparison(String sets) {
        return "{\"dialect\": \"duckdb\", \"activity\": {\"metric\": \"cohort_comparison\", " + sets + "}}";
    }
}
