package dev.lodestar.report.run;

import static dev.lodestar.report.run.ToldAlerts.RULES;
import static dev.lodestar.report.run.ToldAlerts.analyst;
import static dev.lodestar.report.run.ToldAlerts.delivered;
import static dev.lodestar.report.run.ToldAlerts.operator;
import static dev.lodestar.report.run.ToldAlerts.received;
import static dev.lodestar.report.run.ToldAlerts.receiver;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What receivers hear of an alert whose rule nobody looks at any more. Each test has a segment of its own, so that its rule judges its run only. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Receiver.class, scope = TestResourceScope.GLOBAL)
class EndedRulesTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final String segment = "segment " + UUID.randomUUID();

    @Inject
    Pool database;

    private OtherServices others;

    @BeforeAll
    static void composeNothing() {
        QuarkusMock.installMockForType(new EmptyBundles(), BundleComposer.class);
    }

    @BeforeEach
    void join() {
        others = new OtherServices();
    }

    @AfterEach
    void leave() {
        others.close();
    }

    @Test
    void who_heard_that_an_alert_opened_hears_that_its_rule_was_deleted() {
        String path = "/ok/" + UUID.randomUUID();
        JsonPath rule = everyRunFires(receiver("secure") + path);
        UUID run = run();
        received(path, 1);

        given().header("Authorization", operator())
                .delete(RULES + "/" + rule.getString("id"))
                .then()
                .statusCode(204);

        Map<String, Object> last = received(path, 2).getLast();
        JsonPath body = JsonPath.from(String.valueOf(last.get("body")));
        assertThat(body.getString("type")).isEqualTo("alert.resolved");
        assertThat(body.<String, Object>getMap("data"))
                .containsEntry("state", "resolved")
                .containsEntry("reason", "rule_deleted")
                .containsEntry("sentence", "The rule was deleted.")
                .containsEntry("run_id", run.toString())
                .containsEntry("observed", 50_000.0f);
        assertThat(Webhooks.header(last, "webhook-signature"))
                .isEqualTo(Webhooks.signature(last, rule.getString("channels[0].secret")));
        JsonPath alert = delivered(rule, 2);
        assertThat(alert.getString("resolved_by")).isEqualTo("The rule was deleted.");
        assertThat(alert.getList("deliveries.event")).containsExactly("alert.opened", "alert.resolved");
        assertThat(addressesKept(alert.getUUID("id"))).isZero();
    }

    @Test
    void
            who_heard_that_an_alert_opened_hears_that_its_rule_was_switched_off_also_where_the_same_request_takes_the_channel() {
        String path = "/ok/" + UUID.randomUUID();
        JsonPath rule = everyRunFires(receiver("secure") + path);
        run();
        received(path, 1);
        Map<String, Object> off = new HashMap<>(rule.getMap("$"));
        off.keySet().retainAll(List.of("name", "kind", "segment", "condition", "version"));
        off.putAll(Map.of("enabled", false, "channels", List.of()));

        given().header("Authorization", operator())
                .contentType("application/json")
                .body(off)
                .put(RULES + "/" + rule.getString("id"))
                .then()
                .statusCode(200);

        JsonPath body = JsonPath.from(String.valueOf(received(path, 2).getLast().get("body")));
        assertThat(body.getString("type")).isEqualTo("alert.resolved");
        assertThat(body.getString("data.reason")).isEqualTo("rule_switched_off");
        assertThat(body.getString("data.sentence")).isEqualTo("The rule was switched off.");
        assertThat(delivered(rule, 2).getString("state")).isEqualTo("resolved");
    }

    /** The receiver is away for long enough that the rule is gone before the first is delivered. */
    @Test
    void an_alert_whose_rule_is_deleted_while_its_opening_waits_is_told_whole_and_in_order() {
        String path = "/flaky/" + UUID.randomUUID();
        JsonPath rule = everyRunFires(receiver("secure") + path);
        run();
        received(path, 1);

        given().header("Authorization", operator())
                .delete(RULES + "/" + rule.getString("id"))
                .then()
                .statusCode(204);

        delivered(rule, 2);
        assertThat(received(path, 4))
                .extracting(it -> JsonPath.from(String.valueOf(it.get("body"))).getString("type"))
                .containsExactly("alert.opened", "alert.opened", "alert.opened", "alert.resolved");
    }

    private long addressesKept(UUID alert) {
        return database.preparedQuery(
                        "select count(*) from notification where alert_id = $1 and (sealed is not null or key_version is not null)")
                .execute(Tuple.of(alert))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(LIMIT);
    }

    private JsonPath everyRunFires(String url) {
        return given().header("Authorization", operator())
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        "rule " + UUID.randomUUID(),
                        "kind",
                        "threshold",
                        "segment",
                        segment,
                        "condition",
                        Map.of("metric", "total_users", "operator", "gt", "value", 1),
                        "channels",
                        List.of(Map.of("kind", "webhook", "url", url))))
                .post(RULES)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private UUID run() {
        UUID run = UUID.fromString(analyst("{\"segment\":\"" + segment + "\"}"));
        var answers = Fixtures.answers(Fixtures.FULL);
        others.commands(run)
                .forEach((step, command) -> others.succeed(command, Objects.requireNonNull(answers.get(step))));
        return run;
    }
}
