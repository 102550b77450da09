package dev.lodestar.gateway.audit;

import dev.lodestar.contracts.alert.AlertAction;
import dev.lodestar.contracts.alert.AlertJson;
import dev.lodestar.contracts.alert.AlertNote;
import dev.lodestar.gateway.audit.domain.AuditEvent;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Actor;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.gateway.audit.domain.AuditEvent.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the audit log says of alerts, which nobody calls for: that one opened, goes on or is over, and what became of a notification. As its request id an entry has the
 * alert's, or the notification's that it is about; where a notification went is in none.
 */
@RegisterForReflection(targets = {AlertNote.class, AlertNote.Notification.class, AlertAction.class})
final class AlertEntries {
    private static final String ROUTE = "/api/v1/alerts";

    private AlertEntries() {}

    static AuditEvent of(ConsumerRecord<String, byte[]> record) {
        AlertNote note = AlertJson.read(record.value());
        AlertNote.Notification notification = note.notification();
        TreeMap<String, String> parameters = new TreeMap<>(Map.of(
                "alert", note.alertId().toString(),
                "rule", note.ruleId().toString(),
                "kind", note.kind(),
                "severity", note.severity(),
                "service", "report-service"));
        if (note.runId() != null) {
            parameters.put("run", note.runId().toString());
        }
        if (notification != null) {
            parameters.put("channel", notification.channel());
            parameters.put("event", notification.event());
            parameters.put("attempts", Integer.toString(notification.attempts()));
            if (notification.status() != null) {
                parameters.put("receiver_status", notification.status().toString());
            }
        }
        UUID about = notification == null ? note.alertId() : notification.id();
        return new AuditEvent(
                note.at(),
                action(note.action()),
                Actor.UNKNOWN,
                new AuditEvent.Request(
                        about.toString(),
                        RunEntries.source(record),
                        "NOTE",
                        ROUTE,
                        parameters,
                        RunEntries.traceId(record)),
                outcome(note.action()));
    }

    private static Outcome outcome(AlertAction action) {
        return action == AlertAction.NOTIFICATION_FAILED
                ? new Outcome(Decision.ALLOWED, 500, "notification_failed", 0)
                : new Outcome(Decision.ALLOWED, 200, null, 0);
    }

    private static Action action(AlertAction action) {
        return switch (action) {
            case ALERT_OPENED -> Action.ALERT_OPENED;
            case ALERT_REPEATED -> Action.ALERT_REPEATED;
            case ALERT_RESOLVED -> Action.ALERT_RESOLVED;
            case NOTIFICATION_DELIVERED -> Action.NOTIFICATION_DELIVERED;
            case NOTIFICATION_FAILED -> Action.NOTIFICATION_FAILED;
        };
    }
}
