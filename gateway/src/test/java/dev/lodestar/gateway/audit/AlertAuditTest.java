package dev.lodestar.gateway.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.contracts.alert.AlertAction;
import dev.lodestar.contracts.alert.AlertJson;
import dev.lodestar.contracts.alert.AlertNote;
import dev.lodestar.gateway.edge.FakeServices;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plays report-service, which says what happened to alerts. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class AlertAuditTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private final UUID alert = UUID.randomUUID();
    private final UUID rule = UUID.randomUUID();
    private final UUID run = UUID.randomUUID();
    private final KafkaProducer<String, byte[]> reports = new KafkaProducer<>(
            Map.of("bootstrap.servers", setting("kafka.bootstrap.servers")),
            new StringSerializer(),
            new ByteArraySerializer());

    @AfterEach
    void disconnect() {
        reports.close();
    }

    @Test
    void an_alert_is_in_the_log_once_as_opened_and_as_over_and_whenever_it_was_told_again() throws Exception {
        say(AlertAction.ALERT_OPENED, null);
        say(AlertAction.ALERT_OPENED, null);
        say(AlertAction.ALERT_REPEATED, null);
        say(AlertAction.ALERT_REPEATED, null);
        say(AlertAction.ALERT_RESOLVED, null);

        JsonPath log = entries(alert, 4);

        assertThat(log.getList("entries.action"))
                .containsExactlyInAnyOrder("alert_opened", "alert_repeated", "alert_repeated", "alert_resolved");
        Map<String, Object> opened = log.getMap("entries.find { it.action == 'alert_opened' }");
        assertThat(opened)
                .containsEntry("at", AT.toString())
                .containsEntry("subject", null)
                .containsEntry("route", "/api/v1/alerts")
                .containsEntry("status", 200)
                .containsEntry(
                        "parameters",
                        Map.of(
                                "alert",
                                alert.toString(),
                                "rule",
                                rule.toString(),
                                "kind",
                                "threshold",
                                "severity",
                                "critical",
                                "run",
                                run.toString(),
                                "service",
                                "report-service"));
    }

    @Test
    void a_notification_is_in_the_log_when_it_was_taken_or_given_up() throws Exception {
        UUID taken = UUID.randomUUID();
        UUID givenUp = UUID.randomUUID();
        say(AlertAction.NOTIFICATION_DELIVERED, new AlertNote.Notification(taken, "slack", "alert.opened", 1, 204));
        say(AlertAction.NOTIFICATION_FAILED, new AlertNote.Notification(givenUp, "mail", "alert.opened", 16, null));

        assertThat(entries(taken, 1).getMap("entries[0]"))
                .containsEntry("action", "notification_delivered")
                .containsEntry("status", 200)
                .containsEntry("code", null);
        JsonPath failed = entries(givenUp, 1);
        assertThat(failed.getMap("entries[0]"))
                .containsEntry("action", "notification_failed")
                .containsEntry("status", 500)
                .containsEntry("code", "notification_failed");
        assertThat(failed.getMap("entries[0].parameters"))
                .containsEntry("alert", alert.toString())
                .containsEntry("channel", "mail")
                .containsEntry("event", "alert.opened")
                .containsEntry("attempts", "16")
                .doesNotContainKey("receiver_status");
    }

    private void say(AlertAction action, AlertNote.@Nullable Notification notification) throws Exception {
        AlertNote note = new AlertNote(
                action, AT, alert, rule, "threshold", "critical", notification == null ? run : null, notification);
        reports.send(new ProducerRecord<>(setting("lodestar.topics.alerts"), alert.toString(), AlertJson.write(note)))
                .get(30, TimeUnit.SECONDS);
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    /** The entries about an alert or a notification, once there are so many. */
    private static JsonPath entries(UUID about, int expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonPath log;
        do {
            log = given().header("Authorization", Tokens.bearer("auditor", Roles.AUDITOR))
                    .get("/api/v1/audit?request_id=" + about)
                    .jsonPath();
        } while (log.getList("entries").size() < expected && System.nanoTime() < deadline);
        assertThat(log.getList("entries")).hasSize(expected);
        return log;
    }
}
