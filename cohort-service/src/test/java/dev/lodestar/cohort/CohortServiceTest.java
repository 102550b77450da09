package dev.lodestar.cohort;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.analysis.StepOutcome;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import dev.lodestar.testkit.timeline.TestTopics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The service on a real broker. The history, in UTC: in each month of 2023 ten users sign up on the 10th and are active that day; eight of them come
 * back the next day, four a month later; two pay 30 on the 20th of their first month.
 */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CohortServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int COHORTS = 12;
    private static final int COHORT_SIZE = 10;
    private static final String RANGE = "from=2023-01-01&to=2024-01-01";

    private TestTopics topics;

    @BeforeAll
    void write_the_history() {
        RestAssured.port = Integer.parseInt(setting("quarkus.http.test-port"));
        topics = new TestTopics(setting("kafka.bootstrap.servers"), setting("lodestar.topics.prefix"));
        for (int month = 1; month <= COHORTS; month++) {
            for (int i = 0; i < COHORT_SIZE; i++) {
                writeUser(LocalDate.of(2023, month, 10), i);
            }
        }
        await("everybody is counted", () -> pooledSize() == COHORTS * COHORT_SIZE);
        String runId = UUID.randomUUID().toString();
        command(runId, AnalysisStep.DAY_N, topics.barrier(runId));
        assertThat(result(runId, AnalysisStep.DAY_N).outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    }

    @AfterAll
    void close() {
        topics.close();
    }

    private void writeUser(LocalDate signup, int i) {
        UUID user = UUID.randomUUID();
        Instant at = Instant.parse(signup + "T08:00:00Z");
        topics.profile(user, at, Map.of("segment", i < 5 ? "enterprise" : "individual", "plan_type", "free"));
        topics.event(user, "page_created", at.plusSeconds(60));
        if (i < 8) {
            topics.event(user, "page_viewed", at.plus(Duration.ofDays(1)));
        }
        if (i < 4) {
            topics.event(user, "page_viewed", Instant.parse(signup.plusMonths(1) + "T08:00:00Z"));
        }
        if (i < 2) {
            topics.event(
                    user,
                    "invoice-" + i,
                    "invoice_paid",
                    at.plus(Duration.ofDays(10)),
                    Map.of("amount", 30.0, "currency", "USD"));
        }
    }

    @Test
    void the_retention_matrix_has_a_row_for_each_cohort_and_null_for_what_is_not_over() {
        get("/api/v1/cohorts/retention?" + RANGE)
                .statusCode(200)
                .body("period", equalTo("monthly"))
                .body("mode", equalTo("on"))
                .body("cohorts", hasSize(COHORTS))
                .body("cohorts[0].cohort", equalTo("2023-01-01"))
                .body("cohorts[0].size", equalTo(COHORT_SIZE))
                .body("cohorts[0].cells[0].active_users", equalTo(10))
                .body("cohorts[0].cells[1].active_users", equalTo(4))
                .body("cohorts[0].cells[1].retention_rate", equalTo(0.4f))
                .body("cohorts[0].cells[2].active_users", equalTo(0))
                .body("pooled[1].active_users", equalTo(44))
                .body("pooled[1].cohort_size", equalTo(110))
                .body("completeness", equalTo(1.0f))
                .body("as_of.partitions.size()", equalTo(12))
                .header("Lodestar-As-Of", matchesPattern("20\\S+Z 0:\\d+(,\\d+:\\d+){11}"));
    }

    @Test
    void a_cell_whose_period_is_not_over_is_an_empty_row_in_csv() {
        String csv = given().header("Authorization", analyst())
                .accept("text/csv")
                .get("/api/v1/cohorts/retention?from=2023-01-01&to=2023-12-15")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(csv.lines().findFirst())
                .contains("cohort,period,active_users,cohort_size,retention_rate,ci_low,ci_high");
        assertThat(csv.lines()).contains("2023-12-01,0,,10,,,", "2023-11-01,1,,10,,,");
    }

    @Test
    void other_periods_modes_and_filters_are_answered() {
        get("/api/v1/cohorts/retention?period=quarterly&mode=on_or_after&segment=enterprise&" + RANGE)
                .statusCode(200)
                .body("cohorts", hasSize(4))
                .body("cohorts[0].size", equalTo(15));
        get("/api/v1/cohorts/retention?mode=rolling&" + RANGE).statusCode(200);
        get("/api/v1/cohorts/retention?mode=sideways")
                .statusCode(422)
                .body("field", equalTo("mode"))
                .body("expected", equalTo("on, on_or_after, rolling"));
    }

    @Test
    void day_n_counts_exactly_that_day() {
        get("/api/v1/cohorts/day-n?" + RANGE)
                .statusCode(200)
                .body("days.find { it.day == 1 }.eligible_users", equalTo(120))
                .body("days.find { it.day == 1 }.retained_users", equalTo(96))
                .body("days.find { it.day == 7 }.retained_users", equalTo(0));
    }

    @Test
    void early_and_late_cohorts_that_behave_alike_do_not_differ() {
        get("/api/v1/cohorts/comparison?" + RANGE)
                .statusCode(200)
                .body("early.users", notNullValue())
                .body("periods.find { it.period == 1 }.difference", equalTo(0.0f))
                .body("log_rank.p_value", notNullValue());
    }

    @Test
    void segments_cohorts_and_behaviours_are_compared() {
        get("/api/v1/cohorts/comparison?by=segment&a=enterprise&b=individual&" + RANGE)
                .statusCode(200)
                .body("a.users", equalTo(30))
                .body("b.users", equalTo(30))
                .body("periods.find { it.period == 1 }.a_active", equalTo(24))
                .body("periods.find { it.period == 1 }.difference", equalTo(-0.8f))
                .body("log_rank.p_value", notNullValue());
        get("/api/v1/cohorts/comparison?by=cohort&a=2023-01-01&a=2023-02-01&b=2023-03-01&" + RANGE)
                .statusCode(200)
                .body("a.users", equalTo(20))
                .body("b.cohorts", hasItems("2023-03-01"));
        get("/api/v1/cohorts/comparison?by=behaviour&event=page_viewed&" + RANGE)
                .statusCode(200)
                .body("a.users", equalTo(20))
                .body("b.users", equalTo(0))
                .body("definition.landmark_days", equalTo(7))
                .body("reason", equalTo("empty_base"));
    }

    @ParameterizedTest
    @CsvSource({
        "retention?period=weekly&breakdown=segment, as max_groups",
        "day-n?segment=enterprise, as segment",
        "ltv, as cohort_period",
        "comparison?period=weekly, as quarters",
        "comparison?by=segment&a=enterprise&b=individual, as cohort_values_1",
        "comparison?by=cohort&a=2023-01-01&b=2023-03-01, when c.period_start in (date",
        "comparison?by=behaviour&event=page_viewed, as window_days"
    })
    void figures_stand_beside_the_statement_that_gives_them(String question, String part) {
        String address = "/api/v1/cohorts/" + question + (question.contains("?") ? "&" : "?") + RANGE;
        String plain = ServiceCalls.get(address)
                .statusCode(200)
                .body("$", not(hasKey("sql")))
                .extract()
                .header("ETag");

        String stated = ServiceCalls.get(address + "&sql=duckdb")
                .statusCode(200)
                .body("sql", containsString(part))
                .body("as_of", notNullValue())
                .extract()
                .header("ETag");

        assertThat(stated).isNotEqualTo(plain);
        ServiceCalls.get(address + "&sql=trino").statusCode(200).header("ETag", not(equalTo(stated)));
        given().header("Authorization", ServiceCalls.analyst())
                .header("If-None-Match", stated)
                .get(address + "&sql=duckdb")
                .then()
                .statusCode(304);
    }

    @Test
    void a_statement_is_for_analysts_in_a_dialect_there_is_and_stands_in_no_table() {
        String address = "/api/v1/cohorts/comparison?by=segment&a=enterprise&" + RANGE;
        ServiceCalls.get(address + "&sql=oracle").statusCode(422).body("field", equalTo("sql"));
        ServiceCalls.get(address, ServiceCalls.viewer()).statusCode(200);
        ServiceCalls.get(address + "&sql=duckdb", ServiceCalls.viewer())
                .statusCode(403)
                .body("detail", containsString("analysts"));
        given().header("Authorization", ServiceCalls.analyst())
                .accept("text/csv")
                .get(address + "&sql=duckdb")
                .then()
                .statusCode(422)
                .body("field", equalTo("sql"));
    }

    @Test
    void an_impossible_comparison_is_refused_by_parameter() {
        String comparison = "/api/v1/cohorts/comparison?" + RANGE;
        get(comparison + "&by=segmnt&a=x").statusCode(422).body("field", equalTo("by"));
        get(comparison + "&by=segment").statusCode(422).body("field", equalTo("a"));
        get(comparison + "&by=segment&a=enterprise&b=enterprise")
                .statusCode(422)
                .body("field", equalTo("b"));
        get(comparison + "&by=cohort&a=2023-01-02&b=2023-02-01").statusCode(422).body("field", equalTo("a"));
        get(comparison + "&by=saved&a=nobody").statusCode(422).body("field", equalTo("a"));
        get(comparison + "&by=behaviour&within=36h").statusCode(422).body("field", equalTo("within"));
        get(comparison + "&by=behaviour&within=31d").statusCode(422).body("field", equalTo("within"));
        get(comparison + "&by=behaviour&event=page_veiwed").statusCode(422).body("field", equalTo("event.event"));
    }

    @Test
    void revenue_is_summed_by_cohort_and_projected_value_is_left_empty_with_a_reason() {
        get("/api/v1/cohorts/ltv?" + RANGE)
                .statusCode(200)
                .body("cohorts", hasSize(COHORTS))
                .body("cohorts[0].paying_users", equalTo(2))
                .body("cohorts[0].revenue", equalTo(60.0f))
                .body("cohorts[0].ltv_projected", nullValue())
                .body("cohorts[0].reason", notNullValue())
                .body("total.revenue", equalTo(720.0f))
                .body("mrr[0].keySet()", hasItems("new", "expansion", "churned"));
    }

    @Test
    void each_step_of_a_run_is_answered() {
        String runId = UUID.randomUUID().toString();
        Map<Integer, Long> barrier = topics.barrier(runId);
        List<AnalysisStep> steps =
                List.of(AnalysisStep.RETENTION, AnalysisStep.DAY_N, AnalysisStep.COMPARISON, AnalysisStep.LTV);
        steps.forEach(step -> command(runId, step, barrier));

        for (AnalysisStep step : steps) {
            AnalysisResult result = result(runId, step);
            assertThat(result.outcome()).as(step + ": " + result.reason()).isEqualTo(StepOutcome.SUCCEEDED);
            assertThat(answer(result).get("completeness").asDouble()).isEqualTo(1.0);
        }
        assertThat(answer(result(runId, AnalysisStep.RETENTION)).get("cohorts")).hasSize(COHORTS);
    }

    @Test
    void without_a_token_or_the_role_there_is_no_answer() {
        given().get("/api/v1/cohorts/retention").then().statusCode(401);
        given().header("Authorization", Tokens.bearer("machine", "ingest"))
                .get("/api/v1/cohorts/ltv")
                .then()
                .statusCode(403);
    }

    private void command(String runId, AnalysisStep step, Map<Integer, Long> barrier) {
        topics.command(new AnalysisCommand(
                runId,
                step,
                LocalDate.of(2023, 1, 1),
                LocalDate.of(2024, 1, 1),
                null,
                List.of(),
                12,
                42,
                barrier,
                0,
                Instant.parse("2024-01-01T00:00:00Z"),
                "tester",
                null));
    }

    private AnalysisResult result(String runId, AnalysisStep step) {
        return topics.awaitResults(runId, step, 1, PATIENCE).getFirst();
    }

    private static JsonNode answer(AnalysisResult result) {
        return Objects.requireNonNull(result.answer(), result.toString());
    }

    private int pooledSize() {
        ValidatableResponse response = get("/api/v1/cohorts/retention?" + RANGE);
        if (response.extract().statusCode() != 200) {
            return -1;
        }
        List<Integer> sizes = response.extract().jsonPath().getList("cohorts.collect { it.size }", Integer.class);
        return sizes.stream().mapToInt(Integer::intValue).sum();
    }

    private static ValidatableResponse get(String address) {
        return given().header("Authorization", analyst()).get(address).then();
    }

    private static String analyst() {
        return Tokens.bearer("ann", "viewer", "analyst");
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
