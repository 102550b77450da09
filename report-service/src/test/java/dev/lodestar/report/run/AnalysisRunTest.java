package dev.lodestar.report.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.timeline.BarrierRecord;
import dev.lodestar.report.answer.Fixtures;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class AnalysisRunTest {
    private static final String RUN = "/api/v1/analysis/run";
    private static final String RUNS = "/api/v1/analysis/runs";

    private OtherServices others;

    @BeforeEach
    void join() {
        others = new OtherServices();
    }

    @AfterEach
    void leave() {
        others.close();
    }

    @Test
    void aRunBecomesABundleWithEverythingThatCouldBeHad() throws Exception {
        UUID run = started("{\"seed\":7}");
        Map<AnalysisStep, JsonNode> answers = Fixtures.answers(Fixtures.FULL);
        others.commands(run).forEach((step, command) -> others.succeed(command, got(answers, step)));

        JsonPath ended = ended(run);

        // One of the seven queries is not served by the peer of this test.
        assertThat(ended.getString("state")).isEqualTo("partial");
        assertThat(ended.getList("missing"))
                .containsExactly("sql/revenue_metrics.sql: the metrics service did not serve it");
        assertThat(ended.getList("steps.state")).containsOnly("succeeded");
        List<String> names = analyst()
                .get(RUNS + "/" + run + "/artifacts")
                .then()
                .extract()
                .jsonPath()
                .getList("artifacts.name");
        assertThat(names).containsAll(promised()).doesNotContain("sql/revenue_metrics.sql");
        assertThat(artifact(run, "activation.csv").asString()).isEqualTo(Peers.USERS);
        assertThat(artifact(run, "sql/funnel_analysis.sql").asString())
                .startsWith("-- funnel_analysis dialect=postgresql&to=2026-01-01");
        assertThat(artifact(run, "funnel_metrics.csv").asString())
                .startsWith(
                        "stage,stage_number,users_at_stage,conversion_from_previous,overall_conversion,drop_off_rate,"
                                + "ci_low,ci_high,in_progress\nawareness,1,333120,,,,,,0\nsignup,2,50000,");
        checksumsHold(run);
        keepForInspection(run);
    }

    @Test
    void barriersAreWrittenToEveryPartitionAndNamedInTheCommands() throws Exception {
        UUID run = started("{}");

        AnalysisCommand command = got(others.commands(run), AnalysisStep.SUMMARY);

        Map<Integer, Long> written = new TreeMap<>();
        for (var record : others.timeline()) {
            if (BarrierRecord.parseFrom(record.value()).getRunId().equals(run.toString())) {
                written.put(record.partition(), record.offset());
                assertThat(record.key()).isEmpty();
            }
        }
        assertThat(written).hasSize(12).isEqualTo(command.barrier());
        assertThat(command.acquisitionOffset()).isZero();
        assertThat(command.months()).isEqualTo(12);
        assertThat(command.requestedBy()).isEqualTo("alice");
        failAll(run);
    }

    @Test
    void aStepThatFailsLeavesTheOthersInTheBundle() {
        UUID run = started("{}");
        Map<AnalysisStep, JsonNode> answers = Fixtures.answers(Fixtures.FULL);
        others.commands(run).forEach((step, command) -> {
            if (step == AnalysisStep.RETENTION) {
                others.fail(command, "the shards are moving");
            } else {
                others.succeed(command, got(answers, step));
            }
        });

        JsonPath ended = ended(run);

        assertThat(ended.getString("state")).isEqualTo("partial");
        assertThat(ended.getList("missing", String.class)).contains("step retention: the shards are moving");
        assertThat(artifact(run, "analytics_framework_report.txt").asString())
                .contains("This report is partial: 1 step of the analysis gave no answer")
                .contains("Retention: the shards are moving.");
        assertThat(artifact(run, "cohort_retention.csv").asString().lines()).hasSize(1);
    }

    @Test
    void aRunWithoutAnyAnswerFails() {
        UUID run = started("{}");
        failAll(run);

        assertThat(ended(run).getString("state")).isEqualTo("failed");
    }

    @Test
    void aRunWhoseBundleCannotBeWrittenEndsAndSaysWhy() throws IOException {
        Path bundles = Path.of(ConfigProvider.getConfig().getValue("lodestar.artifacts.directory", String.class));
        Path aside = bundles.resolveSibling("artifacts-aside");
        Files.createDirectories(bundles);
        Files.move(bundles, aside);
        Files.createFile(bundles);
        try {
            UUID run = started("{}");
            Map<AnalysisStep, JsonNode> answers = Fixtures.answers(Fixtures.FULL);
            others.commands(run).forEach((step, command) -> others.succeed(command, got(answers, step)));

            JsonPath ended = ended(run);

            assertThat(ended.getString("steps.find { it.step == 'report' }.state"))
                    .isEqualTo("failed");
            assertThat(ended.getList("missing", String.class)).anyMatch(missing -> missing.startsWith("the bundle: "));
        } finally {
            Files.delete(bundles);
            Files.move(aside, bundles);
        }
    }

    @Test
    void resultsThatComeTwiceOrLateOrBrokenChangeNothing() {
        UUID run = started("{}");
        Map<AnalysisStep, AnalysisCommand> commands = others.commands(run);
        Map<AnalysisStep, JsonNode> answers = Fixtures.answers(Fixtures.INVOICES_ONLY);
        others.sendGarbage();
        commands.forEach((step, command) -> {
            others.succeed(command, got(answers, step));
            others.succeed(command, got(answers, step));
            others.fail(command, "too late to matter");
        });

        JsonPath ended = ended(run);

        assertThat(ended.getList("steps.state")).containsOnly("succeeded");
        assertThat(artifact(run, "metrics_summary.json").jsonPath().getString("reasons.north_star"))
                .isEqualTo("no_activity_events");
    }

    @Test
    void namesFromTheDataCannotBecomeMarkupOrFormulas() throws IOException {
        String poison = "=cmd()|</script><img src=x onerror=alert(1)><script>alert(1)</script>";
        UUID run = started("{}");
        Map<AnalysisStep, JsonNode> answers = Fixtures.answers(Fixtures.FULL);
        for (AnalysisStep step : answers.keySet()) {
            String poisoned = got(answers, step)
                    .toString()
                    .replace("\"enterprise\"", "\"" + poison + "\"")
                    .replace("\"paid_search\"", "\"" + poison + "\"")
                    .replace("\"content_editing\"", "\"" + poison + "\"");
            answers.put(step, new ObjectMapper().readTree(poisoned));
        }
        others.commands(run).forEach((step, command) -> others.succeed(command, got(answers, step)));
        ended(run);

        assertThat(artifact(run, "segment_funnel.csv").asString())
                .contains("segment,'" + poison)
                .doesNotContain(",=cmd");
        for (String page : List.of(
                "executive_dashboard.html", "figures/segment_comparison.html", "figures/feature_adoption.html")) {
            assertThat(artifact(run, page).asString())
                    .as(page)
                    .contains("=cmd()")
                    .doesNotContain("<img src=x")
                    .doesNotContain("<script>alert");
        }
        for (String figure :
                List.of("figures/segment_comparison.plotly.json", "figures/feature_adoption.plotly.json")) {
            assertThat(artifact(run, figure).asString()).as(figure).doesNotContain("<script>", "<img");
        }
    }

    @Test
    void theSameKeyFindsTheSameRunAndAnotherBodyIsRefused() {
        String key = UUID.randomUUID().toString();
        String first = analyst()
                .header("Idempotency-Key", key)
                .body("{\"seed\":1}")
                .post(RUN)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");

        analyst()
                .header("Idempotency-Key", key)
                .body("{\"seed\":1}")
                .post(RUN)
                .then()
                .statusCode(202)
                .header("Location", equalTo(first));
        analyst()
                .header("Idempotency-Key", key)
                .body("{\"seed\":2}")
                .post(RUN)
                .then()
                .statusCode(409)
                .body("code", equalTo("idempotency_key_reused"));

        failAll(UUID.fromString(first.substring(first.lastIndexOf('/') + 1)));
    }

    @Test
    void badRequestsAreRefusedWithTheFieldAtFault() {
        refused("{\"from\":\"2025-02-01\",\"to\":\"2025-02-01\"}", "to");
        refused("{\"from\":\"1899-12-31\"}", "from");
        refused("{\"to\":\"+999999999-12-31\"}", "to");
        refused("{\"months\":0}", "months");
        refused("{\"months\":61}", "months");
        refused("{\"levers\":[\"a b\"]}", "levers");
        refused("{\"levers\":[\"a\",\"a\"]}", "levers");
        refused("{\"segment\":\" \"}", "segment");
        refused("{\"time_zone\":\"Europe/Paris\"}", "time_zone");
        analyst().body("{\"form\":1}").post(RUN).then().statusCode(400);
    }

    @Test
    void rolesAreChecked() {
        given().post(RUN).then().statusCode(401);
        viewer().body("{}").post(RUN).then().statusCode(403);
        viewer().get(RUNS).then().statusCode(200);
        viewer().get(RUNS + "/" + UUID.randomUUID() + "/artifacts").then().statusCode(403);
        analyst()
                .get(RUNS + "/" + UUID.randomUUID() + "/artifacts")
                .then()
                .statusCode(404)
                .body("code", equalTo("bundle_not_found"));
        given().header("Authorization", Tokens.bearer("held", Map.of("segments", List.of("smb")), "viewer", "analyst"))
                .get(RUNS + "/" + UUID.randomUUID() + "/artifacts")
                .then()
                .statusCode(403)
                .body("code", equalTo("counts_everybody"));
        viewer().get(RUNS + "/" + UUID.randomUUID()).then().statusCode(404).body("code", equalTo("run_not_found"));
    }

    @Test
    void theListIsPagedNewestFirst() {
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            UUID run = started("{}");
            failAll(run);
            started.addFirst(run.toString());
        }
        JsonPath first = viewer().get(RUNS + "?limit=2")
                .then()
                .statusCode(200)
                .body("runs", hasSize(2))
                .extract()
                .jsonPath();

        JsonPath second = viewer().get(RUNS + "?limit=1&cursor=" + first.getString("next_cursor"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        List<String> seen = new ArrayList<>(first.getList("runs.id", String.class));
        seen.addAll(second.getList("runs.id", String.class));
        assertThat(seen).isEqualTo(started);
        viewer().get(RUNS + "?cursor=nonsense").then().statusCode(422).body("code", equalTo("invalid_cursor"));
        viewer().get(RUNS + "?limit=0").then().statusCode(422);
    }

    @Test
    void runsThatTheCallerHasAreNotSentAgainUntilOneOfThemMoves() {
        UUID run = started("{}");
        String running = viewer().get(RUNS).header("ETag");
        failAll(run);
        for (String address : List.of(RUNS, RUNS + "/" + run)) {
            String tag = viewer().get(address).then().statusCode(200).extract().header("ETag");

            viewer().header("If-None-Match", tag).get(address).then().statusCode(304);
            viewer().header("If-None-Match", running).get(address).then().statusCode(200);
        }
        String before = viewer().get(RUNS).header("ETag");
        failAll(started("{}"));
        viewer().header("If-None-Match", before).get(RUNS).then().statusCode(200);
    }

    @Test
    void progressIsStreamedUntilTheRunHasEnded() {
        UUID run = started("");
        failAll(run);

        String events = viewer().accept("text/event-stream")
                .get(RUNS + "/" + run + "/events")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(events).startsWith("data:").contains("\"state\":\"failed\"");
    }

    private UUID started(String body) {
        RequestSpecification request = body.isEmpty() ? analyst() : analyst().body(body);
        return UUID.fromString(request.post(RUN)
                .then()
                .statusCode(202)
                .header("Location", startsWith("http"))
                .body("state", equalTo("running"))
                .body("steps.step", hasItem("report"))
                .extract()
                .path("id"));
    }

    private void failAll(UUID run) {
        others.commands(run).values().forEach(command -> others.fail(command, "not in this test"));
        ended(run);
    }

    private JsonPath ended(UUID run) {
        Instant limit = Instant.now().plus(Duration.ofSeconds(40));
        while (Instant.now().isBefore(limit)) {
            JsonPath seen = viewer().get(RUNS + "/" + run)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            if (!seen.getString("state").equals("running")) {
                return seen;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("run " + run + " did not end");
    }

    private void checksumsHold(UUID run) throws Exception {
        JsonPath manifest = artifact(run, "manifest.json").jsonPath();
        List<Map<String, Object>> listed = manifest.getList("artifacts");
        assertThat(listed).hasSizeGreaterThan(50);
        for (Map<String, Object> file : listed) {
            byte[] bytes = artifact(run, String.valueOf(file.get("name"))).asByteArray();
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                    .as(String.valueOf(file.get("name")))
                    .isEqualTo(file.get("sha256"));
        }
        assertThat(manifest.getInt("seeds.run")).isEqualTo(7);
    }

    /** The archive, unpacked where a person can look at it. */
    private void keepForInspection(UUID run) throws IOException {
        byte[] zip = analyst()
                .get(RUNS + "/" + run + "/bundle.zip")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        Path target = Path.of("target", "bundle");
        int files = 0;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = target.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, in.readAllBytes());
                files++;
            }
        }
        assertThat(files).isGreaterThan(50);
    }

    private static List<String> promised() {
        List<String> names = new ArrayList<>(List.of(
                "metrics_summary.json",
                "engagement_metrics.csv",
                "stickiness.csv",
                "lifecycle.csv",
                "activation.csv",
                "feature_adoption.csv",
                "power_users.csv",
                "north_star.csv",
                "funnel_metrics.csv",
                "segment_funnel.csv",
                "channel_funnel.csv",
                "drop_off.csv",
                "cohort_retention.csv",
                "retention_matrix.csv",
                "day_n_retention.csv",
                "cohort_ltv.csv",
                "cohort_comparison.csv",
                "growth_levers.csv",
                "growth_projections.csv",
                "growth_sensitivity.csv",
                "unit_economics.csv",
                "sql/dau_mau_metrics.sql",
                "sql/north_star_metric.sql",
                "sql/feature_adoption.sql",
                "sql/power_users.sql",
                "sql/funnel_analysis.sql",
                "sql/cohort_retention.sql",
                "executive_dashboard.html",
                "analytics_framework_report.txt",
                "analysis.ipynb",
                "manifest.json"));
        for (String figure : List.of(
                "north_star_gauge",
                "engagement_trends",
                "funnel",
                "cohort_heatmap",
                "growth_levers",
                "segment_comparison",
                "feature_adoption",
                "lifecycle",
                "projections")) {
            names.addAll(List.of(
                    "figures/" + figure + ".html", "figures/" + figure + ".png", "figures/" + figure + ".plotly.json"));
        }
        return names;
    }

    private static void refused(String body, String field) {
        analyst()
                .body(body)
                .post(RUN)
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_run_request"))
                .body("field", equalTo(field));
    }

    private static Response artifact(UUID run, String name) {
        return analyst()
                .get(RUNS + "/" + run + "/artifacts/" + name)
                .then()
                .statusCode(200)
                .extract()
                .response();
    }

    private static RequestSpecification analyst() {
        return given().header("Authorization", Tokens.bearer("alice", "analyst", "viewer"))
                .contentType("application/json");
    }

    private static RequestSpecification viewer() {
        return given().header("Authorization", Tokens.bearer("victor", "viewer"));
    }

    private static <T> T got(Map<AnalysisStep, T> bySteps, AnalysisStep step) {
        T value = bySteps.get(step);
        assertThat(value).as(step.wireName()).isNotNull();
        return Objects.requireNonNull(value);
    }
}
