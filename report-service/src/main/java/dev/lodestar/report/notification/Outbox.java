package dev.lodestar.report.notification;

import dev.lodestar.report.note.Notes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The notifications that are to be sent, and what became of those that were. */
@ApplicationScoped
public class Outbox {
    /** Always later than what was told of the alert before, whatever the clocks of replicas say: the order of sending hangs on it. */
    private static final String ADD = """
            insert into notification (id, alert_id, channel_id, channel_kind, target, event, title, message, data, state, attempts, due_at, created_at)
            select gen_random_uuid(), $1, c.id, c.kind, c.shown, $3, $4, $5, $6, 'pending', 0, $7,
                   greatest($7, (select max(n.created_at) + interval '1 microsecond' from notification n where n.alert_id = $1))
              from alert_channel c where c.rule_id = $2
            """;

    private static final String KEEP_TARGETS = """
            update notification n set sealed = c.sealed, key_version = c.key_version
              from alert_channel c
             where c.rule_id = $1 and n.channel_id = c.id and n.state = 'pending'
            """;

    /**
     * Of several replicas each takes others. A row that is taken is due again when its replica must have died. What is told of an alert waits for what was told of it before in
     * the same place, so that nobody hears last that it opened.
     */
    private static final String TAKE = """
            update notification n
               set attempts = n.attempts + 1, due_at = $2
              from (select id from notification d where state = 'pending' and due_at <= $1
                       and not exists (select 1 from notification e
                                        where e.alert_id = d.alert_id and e.channel_id = d.channel_id and e.state = 'pending'
                                          and e.created_at < d.created_at)
                     order by due_at limit $3 for update skip locked) due
             where n.id = due.id
            returning n.id, n.channel_id, n.channel_kind, n.event, n.title, n.message, n.data, n.attempts, n.created_at
            """;

    private static final String TARGET = """
            select sealed, key_version from alert_channel where id = $2
            union all
            select sealed, key_version from notification where id = $1 and sealed is not null
            limit 1
            """;

    /** Of the attempt that is the last one only: who comes too late changes nothing. */
    private static final String ENDED = """
            update notification set state = $3, last_status = $4, last_error = $5, ended_at = $6, due_at = null, sealed = null, key_version = null
             where id = $1 and attempts = $2 and state = 'pending'
            """;

    private static final String AGAIN = """
            update notification set last_status = $3, last_error = $4, due_at = $5
             where id = $1 and attempts = $2 and state = 'pending'
            """;

    private static final String OF_ALERTS = """
            select id, alert_id, channel_kind, target, event, state, attempts, last_status, last_error, due_at, ended_at
              from notification where alert_id = any($1) order by created_at, id
            """;

    private final Pool database;
    private final Notes notes;

    Outbox(Pool database, Notes notes) {
        this.database = database;
        this.notes = notes;
    }

    /** Puts a notice in the outbox, once for each channel of the rule, within the caller's transaction. */
    public Uni<Void> add(SqlConnection connection, Notice notice) {
        List<Object> values = new ArrayList<>();
        values.add(notice.alert());
        values.add(notice.rule());
        values.add(notice.event());
        values.add(notice.title());
        values.add(notice.text());
        values.add(notice.data().toString());
        values.add(at(notice.at()));
        return connection.preparedQuery(ADD).execute(Tuple.from(values)).replaceWithVoid();
    }

    /** Has what waits to be told by the channels of a rule go where they lead, also when they are no more. Before they go, and in the same transaction. */
    public Uni<Void> keepTargets(SqlConnection connection, UUID rule) {
        return connection.preparedQuery(KEEP_TARGETS).execute(Tuple.of(rule)).replaceWithVoid();
    }

    /** What became of the notices of alerts, by alert, oldest first. */
    public Uni<Map<UUID, List<DeliveryResponse>>> of(SqlConnection connection, List<UUID> alerts) {
        return connection
                .preparedQuery(OF_ALERTS)
                .execute(Tuple.of(alerts.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, List<DeliveryResponse>> deliveries = new LinkedHashMap<>();
                    for (Row row : rows) {
                        deliveries
                                .computeIfAbsent(row.getUUID("alert_id"), alert -> new ArrayList<>())
                                .add(delivery(row));
                    }
                    return deliveries;
                });
    }

    private static DeliveryResponse delivery(Row row) {
        return new DeliveryResponse(
                row.getUUID("id"),
                row.getString("channel_kind"),
                row.getString("target"),
                row.getString("event"),
                row.getString("state"),
                row.getInteger("attempts"),
                row.getInteger("last_status"),
                row.getString("last_error"),
                instant(row, "due_at"),
                instant(row, "ended_at"));
    }

    /** Takes due notifications for this replica. */
    Uni<List<Due>> take(Instant now, Duration claim, int most) {
        return database.preparedQuery(TAKE)
                .execute(Tuple.of(at(now), at(now.plus(claim)), most))
                .map(Outbox::due);
    }

    private static List<Due> due(RowSet<Row> rows) {
        List<Due> taken = new ArrayList<>();
        for (Row row : rows) {
            taken.add(new Due(
                    row.getUUID("id"),
                    row.getUUID("channel_id"),
                    row.getString("channel_kind"),
                    row.getString("event"),
                    row.getString("title"),
                    row.getString("message"),
                    row.getString("data"),
                    row.getInteger("attempts"),
                    Objects.requireNonNull(instant(row, "created_at"))));
        }
        return taken;
    }

    /** What is sealed of a notification's channel; null when it was removed from its rule. */
    Uni<@Nullable Sealed> target(Due due) {
        return database.preparedQuery(TARGET)
                .execute(Tuple.of(due.id(), due.channel()))
                .map(rows -> {
                    for (Row row : rows) {
                        return new Sealed(
                                row.getInteger("key_version"),
                                row.getBuffer("sealed").getBytes());
                    }
                    return null;
                });
    }

    Uni<Void> ended(Due due, Attempt attempt, Instant now) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(due.id());
        values.add(due.attempts());
        values.add(attempt.outcome().wireName());
        values.add(attempt.status());
        values.add(attempt.error());
        values.add(at(now));
        return database.withTransaction(connection -> connection
                .preparedQuery(ENDED)
                .execute(Tuple.from(values))
                .chain(rows -> rows.rowCount() == 0 || attempt.outcome() == Outcome.DROPPED
                        ? Uni.createFrom().voidItem()
                        : notes.ofNotification(connection, attempt.outcome() == Outcome.DELIVERED, due.id(), now)));
    }

    Uni<Void> again(Due due, Attempt attempt, Instant dueAt) {
        return database.preparedQuery(AGAIN)
                .execute(Tuple.of(due.id(), due.attempts(), attempt.status(), attempt.error(), at(dueAt)))
                .replaceWithVoid();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /** A notification that this replica has taken; {@code attempts} counts the one to be made. */
    record Due(
            UUID id,
            UUID channel,
            String kind,
            String event,
            String title,
            String text,
            String data,
            int attempts,
            Instant createdAt) {}

    /** What is sealed of a channel, with the version of its key. */
    record Sealed(int keyVersion, byte[] bytes) {}
}
