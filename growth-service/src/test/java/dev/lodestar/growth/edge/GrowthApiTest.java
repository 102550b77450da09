package dev.lodestar.growth.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.lodestar.testkit.architecture.DescribedRecords;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Upstream.class, scope = TestResourceScope.GLOBAL)
class GrowthApiTest {

    private static final String GROWTH = "/api/v1/growth";

    @Test
    void levers_are_ranked_on_the_observed_product() {
        JsonPath levers = get("/levers").statusCode(200).extract().jsonPath();

        assertThat(levers.getList("levers.rank", Integer.class).subList(0, 5)).containsExactly(1, 2, 3, 4, 5);
        assertThat(levers.getDouble("levers.find { it.lever == 'template_discovery' }.current_rate"))
                .isEqualTo(0.6);
        assertThat(levers.getDouble("levers.find { it.lever == 'template_discovery' }.improved_rate"))
                .isCloseTo(0.648, within(1e-9));
        assertThat(levers.getString("levers.find { it.lever == 'seo_content' }.reason"))
                .isEqualTo("awareness_has_no_conversion");
        assertThat(input(levers, "visitors_per_month")).isEqualTo(10_000);
        assertThat(input(levers, "arppu_monthly")).isEqualTo(10);
        assertThat(levers.getString("definition.inputs.find { it.input == 'rate_signup' }.source"))
                .isEqualTo("observed");
        assertThat(levers.getString("definition.inputs.find { it.input == 'gross_margin' }.source"))
                .isEqualTo("assumption");
        assertThat(levers.getInt("definition.seed")).isEqualTo(42);
        assertThat(levers.getInt("as_of.partitions.'1'")).isEqualTo(1180);
        assertThat(levers.getDouble("completeness")).isEqualTo(1);
    }

    /** The test's own project counts in francs. */
    @ParameterizedTest
    @CsvSource({
        "/growth/levers, definition.currency",
        "/growth/projections, definition.currency",
        "/growth/sensitivity, definition.currency",
        "/growth/unit-economics, definition.currency",
        "/assumptions, currency"
    })
    void what_speaks_of_money_says_in_which_currency(String path, String field) {
        as("ana", "viewer").get("/api/v1" + path).then().statusCode(200).body(field, equalTo("CHF"));
    }

    @ParameterizedTest
    @CsvSource({"/levers", "/projections?levers=seo_content", "/sensitivity", "/unit-economics"})
    void the_position_stands_in_a_header_too_also_beside_a_table(String path) {
        JsonPath asOf = get(path).statusCode(200).extract().jsonPath();
        String header = get(path).extract().header("Lodestar-As-Of");

        assertThat(header)
                .startsWith(asOf.getString("as_of.time") + " ")
                .contains("1:" + asOf.getInt("as_of.partitions.'1'"));
        as("ana", "viewer").accept("text/csv").get(GROWTH + path).then().header("Lodestar-As-Of", header);
    }

    @ParameterizedTest
    @CsvSource({"/levers", "/projections?levers=seo_content", "/sensitivity", "/unit-economics"})
    void what_the_caller_already_has_is_not_sent_again(String path) {
        String tag = get(path).statusCode(200).extract().header("ETag");

        as("ana", "viewer")
                .header("If-None-Match", tag)
                .get(GROWTH + path)
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .header("Lodestar-As-Of", notNullValue())
                .body(equalTo(""));
        as("ana", "viewer")
                .header("If-None-Match", tag)
                .accept("text/csv")
                .get(GROWTH + path)
                .then()
                .statusCode(200);
    }

    @Test
    void the_description_says_of_every_field_whether_it_may_be_null() {
        assertThat(DescribedRecords.check()).contains("SensitivityResponse.lever");
    }

    @Test
    void the_same_figures_come_as_csv() {
        String csv = as("ana", "viewer")
                .accept("text/csv")
                .get(GROWTH + "/levers")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(csv)
                .startsWith("rank,lever,target_stage,expected_lift,current_rate,improved_rate,added_users_p10,"
                        + "added_users_p50,added_users_p90,added_revenue_p10,added_revenue_p50,added_revenue_p90,"
                        + "cost,roi,confidence,rice,");
        assertThat(csv.lines().count()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void selected_levers_are_projected_together_from_today_on() {
        JsonPath projection = get("/projections?levers=seo_content,template_discovery&months=3")
                .statusCode(200)
                .body("months", hasSize(4))
                .body("levers", equalTo(List.of("seo_content", "template_discovery")))
                .extract()
                .jsonPath();

        assertThat(projection.getDouble("months[0].improved_new_paying"))
                .isEqualTo(projection.getDouble("months[0].baseline_new_paying"))
                .isCloseTo(10_000 * 270 / 100_000.0, within(1e-9));
        double added = 0;
        for (int month = 0; month <= 3; month++) {
            added += projection.getDouble("months[" + month + "].improved_revenue")
                    - projection.getDouble("months[" + month + "].baseline_revenue");
        }
        assertThat(projection.getDouble("shapley[0].added_revenue") + projection.getDouble("shapley[1].added_revenue"))
                .isCloseTo(added, within(1e-3));
        assertThat(projection.getDouble("combined.probability_positive")).isBetween(0.0, 1.0);
    }

    @Test
    void sensitivity_names_its_lever_and_every_input() {
        get("/sensitivity?lever=viral_sharing").statusCode(200).body("lever", equalTo("viral_sharing"));
        get("/sensitivity").statusCode(200).body("lever", nullValue()).body("inputs[0].swing", notNullValue());
    }

    @Test
    void unit_economics_say_where_each_figure_comes_from() {
        JsonPath rows = get("/unit-economics").statusCode(200).extract().jsonPath();

        assertThat(rows.getDouble("rows.find { it.metric == 'cac' && it.channel == 'paid_search' }.value"))
                .isEqualTo(100);
        assertThat(rows.getString("rows.find { it.metric == 'cac' && it.channel == 'paid_search' }.source"))
                .isEqualTo("observed");
        assertThat(rows.getDouble("rows.find { it.metric == 'payback_months' && it.channel == 'paid_search' }.value"))
                .isCloseTo(100 / (10 * 0.8), within(1e-9));
        assertThat(rows.getString("rows.find { it.metric == 'ltv_to_cac' && it.channel == 'organic' }.reason"))
                .isEqualTo("no_cost");
        assertThat(rows.getDouble("rows.find { it.metric == 'mrr' }.value")).isEqualTo(1200);
        assertThat(rows.getString("rows.find { it.metric == 'ltv_projected' }.reason"))
                .isEqualTo("no_model");
    }

    @ParameterizedTest
    @CsvSource({
        "/projections?levers=teleportation, levers",
        "/projections?months=0, months",
        "/projections?months=61, months",
        "/projections?months=soon, months",
        "/sensitivity?lever=teleportation, lever",
        "'/sensitivity?lever=seo_content,viral_sharing', lever",
        "/levers?months=-1, months"
    })
    void impossible_questions_are_refused_with_the_field_and_what_is_allowed(String path, String field) {
        get(path)
                .statusCode(422)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo("invalid_parameter"))
                .body("field", equalTo(field))
                .body("expected", startsWith(field.equals("months") ? "a whole number in [1, 60]" : "any of "));
    }

    @ParameterizedTest
    @ValueSource(strings = {Upstream.UNLUCKY, Upstream.PATIENT})
    void an_upstream_that_fails_or_is_silent_is_named_in_a_503(String user) {
        as(user, "viewer")
                .get(GROWTH + "/levers")
                .then()
                .statusCode(503)
                .header("Retry-After", "2")
                .body("code", equalTo("unavailable"));
    }

    @Test
    void an_upstream_that_is_being_replaced_is_asked_again_until_it_answers() {
        String levers = as("ana", "viewer")
                .get(GROWTH + "/levers")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("levers");

        as(Upstream.EARLY, "viewer")
                .get(GROWTH + "/levers")
                .then()
                .statusCode(200)
                .body("levers.toString()", equalTo(levers));
    }

    @Test
    void without_a_token_or_the_role_nothing_is_told_or_changed() {
        given().get(GROWTH + "/levers").then().statusCode(401);
        as("ida", "ingest").get(GROWTH + "/levers").then().statusCode(403);
        as("ana", "viewer")
                .contentType(ContentType.JSON)
                .body("{}")
                .put(GROWTH + "/levers/seo_content")
                .then()
                .statusCode(403);
        as("ana", "viewer")
                .contentType(ContentType.JSON)
                .body("{}")
                .put("/api/v1/assumptions")
                .then()
                .statusCode(403);
    }

    @Test
    void an_operator_sets_a_lever_and_it_is_ranked_with_the_others() {
        putLever("dark_mode", lever("engagement", "0.05", "low"))
                .statusCode(200)
                .body("lift_low", equalTo(-0.01f))
                .body("lift_high", equalTo(0.1f))
                .body("start_month", equalTo(1));
        putLever("dark_mode", lever("engagement", "0.06", "low")).statusCode(200);

        get("/levers").body("levers.find { it.lever == 'dark_mode' }.expected_lift", equalTo(0.06f));
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere, 0.1, low, target_stage",
        "signup, 7, low, expected_lift",
        "signup, -0.1, low, expected_lift",
        "signup, 0.1, sure, confidence"
    })
    void impossible_levers_are_refused(String stage, String lift, String confidence, String field) {
        putLever("dark_mode", lever(stage, lift, confidence)).statusCode(422).body("field", equalTo(field));
    }

    @Test
    void an_empty_body_is_refused() {
        as("otto", "operator")
                .contentType(ContentType.JSON)
                .put(GROWTH + "/levers/seo_content")
                .then()
                .statusCode(422);
    }

    @Test
    void assumptions_come_in_dated_versions() {
        putAssumption("k_factor", "0", "2020-01-01").statusCode(200);
        putAssumption("k_factor", "0.2", "2099-01-01")
                .statusCode(200)
                .body("assumptions.find { it.name == 'k_factor' }.value", equalTo(0.0f))
                .body("assumptions.find { it.name == 'k_factor' }.source", equalTo("survey"))
                .body("assumptions.find { it.name == 'gross_margin' }.source", equalTo("Lodestar default"))
                .body("assumptions.find { it.name == 'cac' }", nullValue());
        as("ana", "viewer")
                .get("/api/v1/assumptions?day=2100-01-01")
                .then()
                .body("assumptions.find { it.name == 'k_factor' }.value", equalTo(0.2f))
                .body("versions.findAll { it.name == 'k_factor' }", hasSize(2));
    }

    @ParameterizedTest
    @CsvSource({
        "luck, 1, assumptions[0].name",
        "gross_margin, 1.2, assumptions[0].value",
        "gross_margin, null, assumptions[0].value"
    })
    void impossible_assumptions_are_refused(String name, String value, String field) {
        putAssumption(name, value, "2026-01-01").statusCode(422).body("field", equalTo(field));
    }

    /** The database would keep another day, and before the defaults begin it would never be in force. */
    @ParameterizedTest
    @ValueSource(strings = {"+999999999-01-01", "+10000-01-01", "1969-12-31", "-0001-01-01"})
    void assumptions_from_impossible_days_are_refused(String day) {
        putAssumption("k_factor", "0", day).statusCode(422).body("field", equalTo("assumptions[0].valid_from"));
    }

    @Test
    void a_version_that_is_none_is_refused_by_its_place() {
        as("otto", "operator")
                .contentType(ContentType.JSON)
                .body("{\"assumptions\": [null]}")
                .put("/api/v1/assumptions")
                .then()
                .statusCode(422)
                .body("field", equalTo("assumptions[0]"));
        as("otto", "operator")
                .contentType(ContentType.JSON)
                .body("{\"assumptions\": [{\"name\": \"k_factor\", \"value\": 0, \"source\": \"a\\u0000b\"}]}")
                .put("/api/v1/assumptions")
                .then()
                .statusCode(422)
                .body("field", equalTo("assumptions[0].source"));
    }

    private static double input(JsonPath answer, String name) {
        return answer.getDouble("definition.inputs.find { it.input == '" + name + "' }.value");
    }

    private static RequestSpecification as(String user, String role) {
        return given().header("Authorization", Tokens.bearer(user, role));
    }

    private static ValidatableResponse get(String path) {
        return as("ana", "viewer").accept(ContentType.JSON).get(GROWTH + path).then();
    }

    private static String lever(String stage, String lift, String confidence) {
        return """
                {"target_stage": "%s", "expected_lift": %s, "confidence": "%s", "cost": 1000, "effort_person_months": 2}
                """.formatted(stage, lift, confidence);
    }

    private static ValidatableResponse putLever(String name, String body) {
        return as("otto", "operator")
                .contentType(ContentType.JSON)
                .body(body)
                .put(GROWTH + "/levers/" + name)
                .then();
    }

    private static ValidatableResponse putAssumption(String name, String value, String validFrom) {
        return as("otto", "operator")
                .contentType(ContentType.JSON)
                .body("""
                        {"assumptions": [{"name": "%s", "value": %s, "source": "survey", "valid_from": "%s"}]}
                        """.formatted(name, value, validFrom))
                .put("/api/v1/assumptions")
                .then();
    }
}
