package dev.lodestar.report.run;

import static dev.lodestar.report.run.ToldAlerts.alerts;
import static dev.lodestar.report.run.ToldAlerts.analyst;
import static dev.lodestar.report.run.ToldAlerts.delivered;
import static dev.lodestar.report.run.ToldAlerts.ended;
import static dev.lodestar.report.run.ToldAlerts.judged;
import static dev.lodestar.report.run.ToldAlerts.operator;
import static dev.lodestar.report.run.ToldAlerts.page;
import static dev.lodestar.report.run.ToldAlerts.received;
import static dev.lodestar.report.run.ToldAlerts.receiver;
import static dev.lodestar.report.run.ToldAlerts.until;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.contracts.alert.AlertAction;
import dev.lodestar.contracts.alert.AlertJson;
import dev.lodestar.contracts.alert.AlertNote;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.answer.Fixtures;
import dev.lodestar.report.bundle.BundleComposer;
import dev.lodestar.report.bundle.EmptyBundles;
import dev.lodestar.report.notification.Receiver;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the end of a run to who is told. Runs have bundles without files; those of {@code AnalysisRunTest} are whole. Each test has a segment of its own, so that its rules judge its runs only. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Receiver.class, scope = TestResourceScope.GLOBAL)
class AlertsOfRunsTest {
    private static final String RULES = "/api/v1/alerts/rules";
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final String segment = "segment " + UUID.randomUUID();
    private final Map<AnalysisStep, JsonNode> answers = Fixtures.answers(Fixtures.FULL);

    @Inject
    Pool database;

    private OtherServices others;
    private String secure;
    private String plain;

    @BeforeAll
    static void composeNothing() {
        QuarkusMock.installMockForType(new EmptyBundles(), BundleComposer.class);
    }

    @BeforeEach
    void join() {
        others = new OtherServices();
        secure = receiver("secure");
        plain = receiver("plain");
    }

    @AfterEach
    void leave() {
        others.close();
    }

    @Test
    void an_alert_is_told_once_when_it_opens_and_once_when_it_is_over() {
        String path = "/ok/" + UUID.randomUUID();
        JsonPath rule = rule(
                "threshold",
                Map.of("metric", "total_users", "operator", "gt", "value", 49_999),
                List.of(
                        Map.of("kind", "webhook", "url", secure + path),
                        Map.of("kind", "slack", "url", plain + path + "/slack")));
        UUID first = run();
        judged(rule, first, "met");

        List<Map<String, Object>> told = received(path, 1);
        JsonPath alert = delivered(rule, 2);
        assertThat(alert.getString("state")).isEqualTo("firing");
        assertThat(alert.getDouble("observed")).isEqualTo(50_000);
        assertThat(alert.getString("sentence")).isEqualTo("Total users: 50,000, above 49,999.");
        assertThat(alert.getString("run_id")).isEqualTo(first.toString());
        assertThat(alert.<String, Integer>getMap("as_of.partitions")).containsEntry("0", 1_000);
        assertThat(alert.getList("deliveries.last_status")).containsOnly(204);
        JsonPath body = JsonPath.from(String.valueOf(told.getFirst().get("body")));
        assertThat(body.getString("type")).isEqualTo("alert.opened");
        assertThat(body.getString("data.alert_id")).isEqualTo(alert.getString("id"));
        assertThat(body.getString("data.sentence")).isEqualTo(alert.getString("sentence"));
        assertThat(alert.getList("deliveries.id")).contains(Webhooks.header(told.getFirst(), "webhook-id"));
        assertThat(Webhooks.header(told.getFirst(), "webhook-signature"))
                .isEqualTo(Webhooks.signature(told.getFirst(), rule.getString("channels[0].secret")));
        assertThat(JsonPath.from(String.valueOf(
                                received(path + "/slack", 1).getFirst().get("body")))
                        .getString("text"))
                .startsWith("WARNING: ")
                .endsWith("\nTotal users: 50,000, above 49,999. Segment: " + segment + ".");

        judged(rule, run(), "met");
        assertThat(received(path, 1)).hasSize(1);

        summary().put("total_users", 40_000);
        UUID last = run();
        judged(rule, last, "not_met");
        JsonPath over = delivered(rule, 4);
        assertThat(over.getString("state")).isEqualTo("resolved");
        assertThat(over.getString("resolved_by")).isEqualTo("Total users: 40,000, not above 49,999.");
        assertThat(received(path, 2)).hasSize(2);
        JsonPath lastBody =
                JsonPath.from(String.valueOf(received(path, 2).getLast().get("body")));
        assertThat(lastBody.getString("type")).isEqualTo("alert.resolved");
        assertThat(lastBody.getString("data.reason")).isEqualTo("not_met");
    }

    @Test
    void a_figure_that_is_not_there_neither_fires_nor_resolves() {
        JsonPath rule =
                rule("threshold", Map.of("metric", "activation_rate", "operator", "lt", "value", 0.9), List.of());
        judged(rule, run(), "met");

        summary().putNull("activation_rate");
        judged(rule, run(), "not_judged");

        assertThat(alerts(rule))
                .hasSize(1)
                .allSatisfy(alert -> assertThat(alert).containsEntry("state", "firing"));
        given().header("Authorization", operator())
                .get(RULES + "/" + rule.getString("id"))
                .then()
                .body("state", equalTo("firing"))
                .body("last_judgement.reason", equalTo("not_measured"));
    }

    @Test
    void a_run_that_is_judged_again_doubles_nothing() {
        String path = "/ok/" + UUID.randomUUID();
        JsonPath rule = rule(
                "retention_below_benchmark",
                Map.of("day", 7, "benchmark", 0.3),
                List.of(Map.of("kind", "webhook", "url", secure + path)));
        UUID run = run();
        judged(rule, run, "met");
        delivered(rule, 1);
        Instant before = judgedAt(run);

        // As a service that was killed before it could say that the run was judged: the rule and its alert are as they
        // were.
        execute("delete from judged_run where run_id = $1", run);

        until("the run is judged again", () -> judgedAt(run), after -> after.isAfter(before));
        assertThat(alerts(rule)).hasSize(1);
        assertThat(received(path, 1)).hasSize(1);
    }

    @Test
    void runs_of_a_chosen_range_or_of_others_are_not_judged() {
        JsonPath rule = rule("threshold", Map.of("metric", "total_users", "operator", "gt", "value", 1), List.of());
        UUID ranged = started("{\"segment\":\"" + segment + "\",\"from\":\"2024-01-01\"}");
        UUID everybody = started("{}");

        until("both are seen", () -> judgedAt(ranged), at -> at.isAfter(Instant.EPOCH));
        until("both are seen", () -> judgedAt(everybody), at -> at.isAfter(Instant.EPOCH));

        assertThat(alerts(rule)).isEmpty();
    }

    @Test
    void a_run_that_failed_is_told_with_what_failed() {
        JsonPath rule = rule("run_failed", Map.of("steps", List.of("retention")), List.of());
        UUID run = UUID.fromString(analyst("{\"segment\":\"" + segment + "\"}"));
        others.commands(run).forEach((step, command) -> {
            if (step == AnalysisStep.RETENTION) {
                others.fail(command, "the shards are moving");
            } else {
                others.succeed(command, Objects.requireNonNull(answers.get(step)));
            }
        });

        judged(rule, run, "met");

        assertThat(alerts(rule).getFirst())
                .containsEntry("sentence", "Without an answer: retention: the shards are moving.");
    }

    /** The earlier run ends later; that it succeeded says nothing of the newest one. */
    @Test
    void a_failure_is_not_over_with_the_success_of_an_earlier_run() {
        JsonPath rule = rule("run_failed", Map.of("steps", List.of("retention")), List.of());
        UUID earlier = UUID.fromString(analyst("{\"segment\":\"" + segment + "\"}"));
        Map<AnalysisStep, AnalysisCommand> open = others.commands(earlier);
        UUID newest = UUID.fromString(analyst("{\"segment\":\"" + segment + "\"}"));
        others.commands(newest).forEach((step, command) -> {
            if (step == AnalysisStep.RETENTION) {
                others.fail(command, "the shards are moving");
            } else {
                others.succeed(command, Objects.requireNonNull(answers.get(step)));
            }
        });
        judged(rule, newest, "met");

        open.forEach((step, command) -> others.succeed(command, Objects.requireNonNull(answers.get(step))));
        until("the earlier run is seen", () -> judgedAt(earlier), at -> at.isAfter(Instant.EPOCH));

        assertThat(alerts(rule))
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert).containsEntry("state", "firing").containsEntry("run_id", newest.toString()));
        judged(rule, newest, "met");
    }

    @Test
    void quality_is_asked_for_where_a_rule_is_about_it() {
        JsonPath rule = given().header("Authorization", operator())
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        "rule " + UUID.randomUUID(),
                        "kind",
                        "quality_below",
                        "condition",
                        Map.of("score", 0.95)))
                .post(RULES)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        try {
            judged(rule, started("{}"), "met");

            assertThat(alerts(rule).getFirst())
                    .containsEntry(
                            "sentence",
                            "Quality of events: 90% on 2 January 2026 over 1,000 rows received, below 95%.");
        } finally {
            given().header("Authorization", operator())
                    .delete(RULES + "/" + rule.getString("id"))
                    .then()
                    .statusCode(204);
        }
        assertThat(alerts(rule).getFirst()).containsEntry("resolved_by", "The rule was deleted.");
    }

    @Test
    void a_receiver_that_is_away_is_tried_again_under_the_same_id() {
        String path = "/flaky/" + UUID.randomUUID();
        JsonPath rule = everyRunFires(secure + path);
        run();

        JsonPath alert = delivered(rule, 1);

        List<Map<String, Object>> told = received(path, 3);
        assertThat(told)
                .hasSize(3)
                .extracting(it -> Webhooks.header(it, "webhook-id"))
                .containsOnly(alert.getString("deliveries[0].id"));
        assertThat(alert.getInt("deliveries[0].attempts")).isEqualTo(3);
    }

    @Test
    void a_redirect_is_not_followed() {
        String id = UUID.randomUUID().toString();
        JsonPath rule = everyRunFires(secure + "/redirect/" + id);
        run();

        JsonPath alert = ended(rule, 1);

        assertThat(alert.getString("deliveries[0].state")).isEqualTo("failed");
        assertThat(alert.getInt("deliveries[0].last_status")).isEqualTo(307);
        assertThat(alert.getInt("deliveries[0].attempts")).isEqualTo(1);
        assertThat(alert.getString("deliveries[0].last_error"))
                .isEqualTo("the receiver redirects, which is not followed");
        assertThat(received("/ok/" + id, 0)).isEmpty();
    }

    @Test
    void a_receiver_that_never_takes_it_is_given_up_after_so_many_attempts() {
        JsonPath rule = everyRunFires(plain + "/broken/" + UUID.randomUUID());
        run();

        JsonPath alert = ended(rule, 1);

        assertThat(alert.getString("deliveries[0].state")).isEqualTo("failed");
        assertThat(alert.getInt("deliveries[0].attempts")).isEqualTo(4);
        assertThat(alert.getString("deliveries[0].last_error")).isEqualTo("the receiver answered 500");
    }

    @Test
    void a_mail_is_told_under_the_id_of_its_notification() {
        String to = "team." + UUID.randomUUID() + "@example.org";
        JsonPath rule = everyRunFires(List.of(
                Map.of("kind", "mail", "to", List.of(to)), Map.of("kind", "mail", "to", List.of("gone@example.net"))));
        run();

        JsonPath alert = ended(rule, 2);

        assertThat(alert.getList("deliveries.findAll { it.channel == 'mail' }.target", String.class))
                .containsExactlyInAnyOrder("example.org", "example.net");
        String taken = "deliveries.find { it.target == 'example.org' }.";
        assertThat(alert.getString(taken + "state")).isEqualTo("delivered");
        assertThat(alert.getInt(taken + "last_status")).isEqualTo(250);
        assertThat(received("/mail/" + to, 1))
                .singleElement()
                .extracting(mail -> mail.get("body"))
                .asString()
                .contains(
                        "Message-ID: <" + alert.getString(taken + "id") + "@lodestar.example>", "Total users: 50,000");
        String refused = "deliveries.find { it.target == 'example.net' }.";
        assertThat(alert.getString(refused + "state")).isEqualTo("failed");
        assertThat(alert.getInt(refused + "last_status")).isEqualTo(550);
        assertThat(alert.getInt(refused + "attempts")).isEqualTo(1);
        assertThat(alert.getString(refused + "last_error")).isEqualTo("the mail server answered 550 5.1.1");
    }

    @Test
    void what_happens_to_an_alert_is_noted_for_the_audit_log() {
        JsonPath rule = everyRunFires(plain + "/gone/" + UUID.randomUUID());
        UUID run = run();
        UUID alert = ended(rule, 1).getUUID("id");
        given().header("Authorization", operator())
                .delete(RULES + "/" + rule.getString("id"))
                .then()
                .statusCode(204);

        List<AlertNote> notes = others.notes(alert, 4);

        assertThat(notes)
                .extracting(AlertNote::action, AlertNote::runId)
                .containsExactly(
                        tuple(AlertAction.ALERT_OPENED, run),
                        tuple(AlertAction.NOTIFICATION_FAILED, null),
                        tuple(AlertAction.ALERT_RESOLVED, null),
                        tuple(AlertAction.NOTIFICATION_FAILED, null));
        assertThat(notes).extracting(AlertNote::ruleId).containsOnly(rule.getUUID("id"));
        assertThat(notes.get(1).notification())
                .isEqualTo(new AlertNote.Notification(
                        page(rule).getUUID("alerts[0].deliveries[0].id"), "webhook", "alert.opened", 1, 410));
        assertThat(new String(AlertJson.write(notes.get(1)), StandardCharsets.UTF_8))
                .doesNotContain("127.0.0.1");
    }

    @Test
    void a_channel_whose_key_is_gone_is_told_as_that() {
        JsonPath rule = everyRunFires(secure + "/ok/" + UUID.randomUUID());
        execute("update alert_channel set key_version = 7 where rule_id = $1", UUID.fromString(rule.getString("id")));
        run();

        JsonPath alert = ended(rule, 1);

        assertThat(alert.getString("deliveries[0].last_error")).isEqualTo("the key of version 7 is not configured");
    }

    private JsonPath everyRunFires(String url) {
        return everyRunFires(List.of(Map.of("kind", "webhook", "url", url)));
    }

    private JsonPath everyRunFires(List<Map<String, ?>> channels) {
        return rule("threshold", Map.of("metric", "total_users", "operator", "gt", "value", 1), channels);
    }

    private JsonPath rule(String kind, Map<String, ?> condition, List<Map<String, ?>> channels) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", "rule " + UUID.randomUUID());
        body.put("kind", kind);
        body.put("segment", segment);
        body.put("condition", condition);
        body.put("channels", channels);
        return given().header("Authorization", operator())
                .contentType("application/json")
                .body(body)
                .post(RULES)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private UUID run() {
        return started("{\"segment\":\"" + segment + "\"}");
    }

    private UUID started(String body) {
        UUID run = UUID.fromString(analyst(body));
        others.commands(run)
                .forEach((step, command) -> others.succeed(command, Objects.requireNonNull(answers.get(step))));
        return run;
    }

    private Instant judgedAt(UUID run) {
        return database.preparedQuery("select judged_at from judged_run where run_id = $1")
                .execute(Tuple.of(run))
                .map(rows -> rows.rowCount() == 0
                        ? Instant.EPOCH
                        : rows.iterator().next().getOffsetDateTime(0).toInstant())
                .await()
                .atMost(LIMIT);
    }

    private void execute(String sql, UUID id) {
        database.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(LIMIT);
    }

    private ObjectNode summary() {
        return (ObjectNode) Objects.requireNonNull(answers.get(AnalysisStep.SUMMARY));
    }
}
