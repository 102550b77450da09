package dev.lodestar.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.launcher.suite.Layout;
import dev.lodestar.launcher.suite.Secrets;
import dev.lodestar.testkit.oracle.Slice;
import dev.lodestar.testkit.oracle.SummaryOracle;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code up} with generated users: what comes out is what the definitions say of what went in. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GeneratedDataTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path scratch;

    @SuppressWarnings("NullAway.Init")
    private static Commands commands;

    @SuppressWarnings("NullAway.Init")
    private static Lodestar lodestar;

    @SuppressWarnings("NullAway.Init")
    private static BundleOracle oracle;

    @SuppressWarnings("NullAway.Init")
    private static AskedQuestions questions;

    @SuppressWarnings("NullAway.Init")
    private static CertifiedAccess certified;

    private static final ToldAlert ALERT = new ToldAlert();

    @BeforeAll
    static void bringUp() {
        certified = new CertifiedAccess(scratch);
        Map<String, String> environment = new HashMap<>(certified.ofTheProvider());
        environment.putAll(ALERT.environment());
        commands = new Commands(scratch.resolve("state"), environment);
        Commands.Outcome up = commands.run(
                "up",
                "--users=1500",
                "--events=22500",
                "--seed=7",
                "--time-zone=" + ZONE,
                "--output=" + scratch.resolve("output"));
        assertThat(up.exitCode()).as(up.output()).isZero();
        lodestar = new Lodestar(scratch.resolve("state/endpoints.json"));
        Path output = scratch.resolve("output");
        Slice slice = Slice.of(
                Workload.read(scratch.resolve("state/data/generated"), ZONE, LocalDate.now(ZONE)), Scope.EVERYTHING);
        oracle = new BundleOracle(output, slice);
        questions = new AskedQuestions(lodestar, slice);
    }

    @AfterAll
    static void takeDown() {
        ALERT.close();
        Commands.Outcome down = commands.run("down");
        assertThat(down.exitCode()).as(down.output()).isZero();
        assertThat(commands.run("status").exitCode()).isEqualTo(1);
    }

    @Test
    void status_says_that_all_is_ready() {
        Commands.Outcome status = commands.run("status");
        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output()).contains("postgresql", "kafka", "keycloak", "gateway", "All is ready.");
    }

    @Test
    void engagement_is_what_the_definitions_say() {
        oracle.assertEngagement();
    }

    @Test
    void stickiness_is_what_the_definitions_say() {
        oracle.assertStickiness();
    }

    @Test
    void the_north_star_is_what_the_definitions_say() {
        oracle.assertNorthStar();
    }

    @Test
    void feature_adoption_is_what_the_definitions_say() {
        oracle.assertFeatures();
    }

    @Test
    void power_users_are_what_the_definitions_say() {
        oracle.assertPowerUsers();
    }

    @Test
    void the_funnels_are_what_the_definitions_say() {
        oracle.assertFunnels();
    }

    @Test
    void retention_is_what_the_definitions_say() {
        oracle.assertRetention();
        oracle.assertDayN();
    }

    @Test
    void revenue_and_what_a_paying_user_cost_are_what_the_definitions_say() {
        oracle.assertRevenue();
        oracle.assertAcquisitionCosts();
    }

    @Test
    void funnels_retention_and_paths_of_ones_own_are_what_the_definitions_say() {
        questions.assertFunnel();
        questions.assertRetention();
        questions.assertPaths();
    }

    @Test
    void the_summary_is_the_same_in_api_and_bundle() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode file =
                json.readTree(scratch.resolve("output/metrics_summary.json").toFile());
        JsonNode api = json.readTree(lodestar.as("analyst")
                .get("/metrics/summary")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        for (String figure : new String[] {
            "north_star", "daily_active_users", "monthly_active_users", "activation_rate", "total_users", "total_events"
        }) {
            assertThat(api.get(figure)).as(figure).isEqualTo(file.get(figure));
        }
        assertThat(api.get("total_users").asLong()).isEqualTo(1500);
    }

    @Test
    void a_viewer_is_shown_no_small_group_and_an_analyst_all() throws IOException {
        ObjectMapper json = new ObjectMapper();
        String question = "/metrics/engagement?period=daily";
        JsonNode all =
                json.readTree(lodestar.as("analyst").get(question).asString()).path("series");
        JsonNode some =
                json.readTree(lodestar.as("viewer").get(question).asString()).path("series");
        assertThat(some.size()).isEqualTo(all.size());
        assertThat(all.findValues("suppressed")).isEmpty();
        assertThat(some.findValues("suppressed")).isNotEmpty();
        for (int i = 0; i < all.size(); i++) {
            for (String figure : List.of("active_users", "new", "returning", "resurrecting", "dormant")) {
                JsonNode seen = some.path(i).path(figure);
                assertThat(seen.isNull() || seen.equals(all.path(i).path(figure)))
                        .as(some.path(i) + " of " + all.path(i))
                        .isTrue();
                assertThat(Math.abs(seen.asLong()))
                        .as(some.path(i).toString())
                        .isNotIn(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dau_mau_metrics, stickiness",
        "north_star_metric, north_star",
        "feature_adoption, feature_adoption",
        "power_users, power_users",
        "funnel_analysis, funnel_metrics",
        "cohort_retention, cohort_retention",
        "revenue_metrics, cohort_ltv"
    })
    void the_bundles_sql_returns_the_bundles_figures_on_the_warehouse(String query, String table) throws Exception {
        Path output = scratch.resolve("output");
        new Warehouse(scratch.resolve("state"))
                .assertSame(output.resolve("sql/" + query + ".sql"), CsvFile.read(output.resolve(table + ".csv")));
    }

    @Test
    void importing_the_same_file_again_adds_nothing() throws IOException {
        Path events = scratch.resolve("state/data/generated/user_events.csv");
        long before = lodestar.as("viewer")
                .get("/metrics/summary")
                .then()
                .extract()
                .jsonPath()
                .getLong("total_events");
        String id = lodestar.as("ingest")
                .contentType("text/csv")
                .body(Files.readAllBytes(events))
                .post("/imports/events")
                .then()
                .statusCode(202)
                .extract()
                .path("import_id");
        Await.until(
                "the import is queryable",
                () -> lodestar.as("ingest")
                        .get("/imports/" + id)
                        .then()
                        .extract()
                        .jsonPath()
                        .getBoolean("queryable"));
        lodestar.as("viewer").get("/metrics/summary").then().body("total_events", equalTo((int) before));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /metrics/summary, viewer, 200",
        "GET, /metrics/summary, ingest, 403",
        "GET, /audit, auditor, 200",
        "GET, /audit, analyst, 403",
        "GET, /sql, analyst, 200",
        "GET, /sql, viewer, 403",
        "POST, /analysis/run, viewer, 403",
        "POST, /events, viewer, 403",
        "PUT, /growth/levers/seo_content, analyst, 403",
        "GET, /no-such-thing, admin, 404"
    })
    void each_route_asks_for_its_role(String method, String path, String role, int status) {
        lodestar.as(role)
                .contentType("application/json")
                .request(method, path)
                .then()
                .statusCode(status);
    }

    @Test
    void a_person_signs_in_at_the_provider_sees_the_dashboard_and_signs_out() throws Exception {
        URI page = URI.create(lodestar.gateway() + "/");
        try (WebSession session = new WebSession()) {
            WebSession.Page form = session.open(page);
            assertThat(form.address().getPath()).as("the provider's").contains("/protocol/openid-connect/auth");

            WebSession.Page dashboard = session.submit(form, lodestar.login("viewer"));

            assertThat(dashboard.status()).as(dashboard.body()).isEqualTo(200);
            assertThat(dashboard.address()).as("without the code").isEqualTo(page);
            assertThat(dashboard.body()).contains("<title>Lodestar");
            assertThat(session.open(page.resolve("/api/v1/me")).body()).contains("viewer");
            assertThat(session.cookies(page).values().stream()
                            .filter(cookie -> cookie.getName().startsWith("q_session")))
                    .isNotEmpty()
                    .allMatch(HttpCookie::isHttpOnly);
            assertThat(session.open(page.resolve("/logout")).status()).isEqualTo(200);
            assertThat(session.open(page.resolve("/api/v1/me")).status()).isEqualTo(401);
        }
    }

    @Test
    void a_token_that_the_provider_binds_to_a_key_counts_only_with_a_proof_of_that_key() {
        ProvingClient client = new ProvingClient();
        JsonPath issued =
                client.token(lodestar, "viewer").statusCode(200).extract().jsonPath();
        String token = issued.getString("access_token");
        URI address = URI.create(lodestar.gateway() + "/api/v1/metrics/summary");
        String proof = client.proof("GET", address, token);

        assertThat(issued.getString("token_type")).isEqualTo("DPoP");
        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8))
                .contains("\"jkt\":\"" + client.thumbprint() + "\"");
        asked(address, "DPoP " + token, proof).statusCode(200).body("total_users", greaterThan(0));
        asked(address, "DPoP " + token, proof).statusCode(401);
        asked(address, "DPoP " + token, "").statusCode(401);
        asked(address, "Bearer " + token, "").statusCode(401);
        asked(address, "DPoP " + token, new ProvingClient().proof("GET", address, token))
                .statusCode(401);
    }

    @Test
    void a_token_that_the_provider_binds_to_a_certificate_counts_only_over_a_connection_that_shows_it()
            throws Exception {
        certified.register(lodestar, Secrets.of(new Layout(Path.of(".."), scratch.resolve("state"))));
        assertThat(certified.token(lodestar, CertifiedAccess.NOBODY).statusCode())
                .as("without a certificate there is no token")
                .isEqualTo(400);
        String token = JsonPath.from(
                        certified.token(lodestar, CertifiedAccess.OWN).body())
                .getString("access_token");

        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8))
                .contains("\"x5t#S256\":\"" + certified.thumbprint() + "\"", "\"iss\":\"" + lodestar.issuer() + "\"");
        asked(URI.create(lodestar.gateway() + "/api/v1/metrics/summary"), "Bearer " + token, "")
                .statusCode(401);
        try (ServiceProcess gateway = certified.gateway(lodestar)) {
            HttpResponse<String> answer = certified.asked("/metrics/summary", token, CertifiedAccess.OWN);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(JsonPath.from(answer.body()).getInt("total_users")).isPositive();
            assertThat(certified
                            .asked("/metrics/summary", token, CertifiedAccess.ANOTHERS)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(certified
                            .asked("/metrics/summary", token, CertifiedAccess.NOBODY)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(gateway.anonymous()
                            .header("Authorization", "Bearer " + token)
                            .get("/metrics/summary")
                            .statusCode())
                    .as("in clear text")
                    .isEqualTo(401);
            assertThat(certified
                            .asked("/metrics/summary", lodestar.token("viewer"), CertifiedAccess.NOBODY)
                            .statusCode())
                    .as("one that is bound to nothing")
                    .isEqualTo(200);
        }
    }

    private static List<String> stepsInLog() {
        JsonPath log = endedSteps();
        String newest = log.getString("entries[0].request_id");
        return log.getList("entries.findAll { it.request_id == '" + newest + "' }.parameters.step");
    }

    private static JsonPath endedSteps() {
        return lodestar.as("auditor")
                .get("/audit?action=run_step&limit=100")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse asked(URI address, String authorization, String proof) {
        return given().header("Authorization", authorization)
                .header("DPoP", proof)
                .get(address)
                .then();
    }

    @Test
    void the_run_is_in_the_audit_log_with_who_started_it_and_the_log_proves_itself() throws Exception {
        Await.until("the last step of the run is in the log", () -> stepsInLog().contains("growth"));
        JsonPath log = endedSteps();
        String run = log.getString("entries[0].request_id");
        assertThat(stepsInLog()).contains("summary", "retention", "growth").doesNotHaveDuplicates();
        assertThat(log.getString("entries.find { it.parameters.step == 'summary' }.as_of"))
                .startsWith("20");
        lodestar.as("auditor")
                .get("/audit?action=run_started&request_id=" + run)
                .then()
                .body("entries", hasSize(1))
                .body("entries[0].subject", notNullValue())
                .body("entries[0].trace_id", equalTo(log.getString("entries[0].trace_id")));

        Path export = scratch.resolve("audit.ndjson");
        Files.write(export, lodestar.as("auditor").get("/audit/export").asByteArray());
        Commands.Outcome verified = commands.run("audit-verify", export.toString());
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    @Test
    void nobody_comes_in_without_a_token_neither_at_the_gateway_nor_behind_it() {
        lodestar.anonymous()
                .get("/metrics/summary")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("unauthenticated"));
        for (String service : new String[] {"metrics-service", "cohort-service", "growth-service", "report-service"}) {
            lodestar.anonymous()
                    .baseUri(lodestar.service(service))
                    .get("/api/v1/metrics/summary")
                    .then()
                    .statusCode(greaterThan(400));
        }
    }

    /** Late, because the others count the user too. */
    @Test
    @Order(Integer.MAX_VALUE - 2)
    void a_user_who_is_erased_is_in_no_figure_and_does_not_come_back_with_the_old_files() throws Exception {
        Path data = scratch.resolve("state/data/generated");
        ErasedUser user = ErasedUser.of(data, lodestar);
        Warehouse warehouse = new Warehouse(scratch.resolve("state"));
        user.assertExported();
        assertThat(warehouse.rowsOf(user.pseudonym())).isEqualTo(user.rows());

        user.erase();

        assertThat(warehouse.rowsOf(user.pseudonym())).isZero();
        Slice others =
                Slice.of(Workload.read(data, ZONE, LocalDate.now(ZONE), id -> !id.equals(user.id())), Scope.EVERYTHING);
        AskedQuestions remaining = new AskedQuestions(lodestar, others);
        remaining.assertFunnel();
        remaining.assertRetention();
        remaining.assertPaths();
        assertTotals(new SummaryOracle(others));
        user.assertRefused();
        importing_the_same_file_again_adds_nothing();
        assertTotals(new SummaryOracle(others));
        assertThat(warehouse.rowsOf(user.pseudonym())).isZero();
        user.assertGoneFrom(CsvFile.read(scratch.resolve("output/activation.csv")));
        user.assertForgotten();
    }

    private static void assertTotals(SummaryOracle oracle) {
        lodestar.as("viewer")
                .get("/metrics/summary")
                .then()
                .body("total_users", equalTo((int) oracle.totalUsers()))
                .body("total_events", equalTo((int) oracle.totalEvents()));
    }

    /** Late, because it adds an event, which moves the end of the default range. */
    @Test
    @Order(Integer.MAX_VALUE - 1)
    void bad_events_are_quarantined_and_named_and_good_ones_are_kept() {
        String now = Instant.now().atOffset(ZoneOffset.UTC).toString();
        lodestar.as("ingest")
                .contentType("application/json")
                .body("""
                        [{"event_id":"good-1","user_id":"u-e2e","event_type":"page_viewed","timestamp":"%s"},
                         {"event_id":"bad-1","user_id":"u-e2e","event_type":"no_such_type","timestamp":"%s"},
                         {"event_id":"bad-2","user_id":"u-e2e","event_type":"page_viewed","timestamp":"2999-01-01T00:00:00Z"}]
                        """.formatted(now, now))
                .post("/events")
                .then()
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("quarantined", equalTo(2));
    }

    /** Last, because it makes another run, whose bundle has users too. */
    @Test
    @Order(Integer.MAX_VALUE)
    void an_alert_of_a_run_is_open_is_told_and_is_in_the_audit_log() {
        int totalUsers = lodestar.as("viewer").get("/metrics/summary").path("total_users");
        ALERT.assertTold(lodestar, totalUsers);
    }

    @Test
    void the_api_describes_itself() {
        lodestar.as("viewer").get("/openapi").then().statusCode(200).body("paths.size()", greaterThan(20));
    }
}
