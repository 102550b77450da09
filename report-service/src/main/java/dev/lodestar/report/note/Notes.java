package dev.lodestar.report.note;

import dev.lodestar.contracts.alert.AlertAction;
import dev.lodestar.contracts.alert.AlertNote;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps notes until they are published. What they say of an alert or a notification is copied, so that they outlive it. */
@ApplicationScoped
public class Notes {
    private static final String OF_ALERT = """
            insert into alert_note (id, action, at, due_at, alert_id, rule_id, kind, severity, run_id)
            select gen_random_uuid(), $2, $3, $3, id, rule_id, kind, severity, $4 from alert where id = $1
            """;

    private static final String OF_RULE = """
            insert into alert_note (id, action, at, due_at, alert_id, rule_id, kind, severity)
            select gen_random_uuid(), $2, $3, $3, id, rule_id, kind, severity from alert where rule_id = $1 and state = 'firing'
            """;

    private static final String OF_NOTIFICATION = """
            insert into alert_note (id, action, at, due_at, alert_id, rule_id, kind, severity, notification_id, channel, event, attempts, status)
            select gen_random_uuid(), $2, $3, $3, a.id, a.rule_id, a.kind, a.severity, n.id, n.channel_kind, n.event, n.attempts, n.last_status
              from notification n join alert a on a.id = n.alert_id
             where n.id = $1
            """;

    /** Of several replicas each takes others. A row that is taken is due again when its replica must have died. */
    private static final String TAKE = """
            update alert_note n set due_at = $2
              from (select id from alert_note where due_at <= $1 order by at, id limit $3 for update skip locked) due
             where n.id = due.id
            returning n.id, action, at, alert_id, rule_id, kind, severity, run_id, notification_id, channel, event, attempts, status
            """;

    private static final String PUBLISHED = "delete from alert_note where id = $1";

    private final Pool database;

    Notes(Pool database) {
        this.database = database;
    }

    /** Notes what a run made of an alert, within the caller's transaction. */
    public Uni<Void> ofAlert(SqlConnection connection, AlertAction action, UUID alert, UUID run, Instant at) {
        return connection
                .preparedQuery(OF_ALERT)
                .execute(Tuple.of(alert, action.wireName(), time(at), run))
                .replaceWithVoid();
    }

    /** Notes that the alert of a rule is over because the rule was changed, before that is written down; nothing where none fires. */
    public Uni<Void> ofEndedRule(SqlConnection connection, UUID rule, Instant at) {
        return connection
                .preparedQuery(OF_RULE)
                .execute(Tuple.of(rule, AlertAction.ALERT_RESOLVED.wireName(), time(at)))
                .replaceWithVoid();
    }

    /** Notes how a notification ended, after that was written down and in the same transaction. */
    public Uni<Void> ofNotification(SqlConnection connection, boolean delivered, UUID notification, Instant at) {
        AlertAction action = delivered ? AlertAction.NOTIFICATION_DELIVERED : AlertAction.NOTIFICATION_FAILED;
        return connection
                .preparedQuery(OF_NOTIFICATION)
                .execute(Tuple.of(notification, action.wireName(), time(at)))
                .replaceWithVoid();
    }

    /** Takes notes for this replica, the oldest first. */
    Uni<List<Taken>> take(Instant now, Duration claim, int most) {
        return database.preparedQuery(TAKE)
                .execute(Tuple.of(time(now), time(now.plus(claim)), most))
                .map(rows -> {
                    List<Taken> taken = new ArrayList<>();
                    rows.forEach(row -> taken.add(new Taken(row.getUUID("id"), note(row))));
                    taken.sort(Comparator.comparing(it -> it.note().at()));
                    return taken;
                });
    }

    private static AlertNote note(Row row) {
        return new AlertNote(
                AlertAction.of(row.getString("action")),
                row.getOffsetDateTime("at").toInstant(),
                row.getUUID("alert_id"),
                row.getUUID("rule_id"),
                row.getString("kind"),
                row.getString("severity"),
                row.getUUID("run_id"),
                notification(row));
    }

    private static AlertNote.@Nullable Notification notification(Row row) {
        UUID id = row.getUUID("notification_id");
        return id == null
                ? null
                : new AlertNote.Notification(
                        id,
                        row.getString("channel"),
                        row.getString("event"),
                        row.getInteger("attempts"),
                        row.getInteger("status"));
    }

    Uni<Void> published(UUID id) {
        return database.preparedQuery(PUBLISHED).execute(Tuple.of(id)).replaceWithVoid();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** A note that this replica has taken. */
    record Taken(UUID id, AlertNote note) {}
}
