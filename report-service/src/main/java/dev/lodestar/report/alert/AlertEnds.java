package dev.lodestar.report.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.report.note.Notes;
import dev.lodestar.report.notification.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ends the alert of a rule that nobody looks at any more, and has those told who heard that it opened: no run will say that it is over. */
@ApplicationScoped
class AlertEnds {
    private static final String FIRING = """
            select id, rule_id, rule_name, kind, severity, segment, observed, threshold, run_id, as_of, opened_at
              from alert where rule_id = $1 and state = 'firing'
            """;

    private static final String END = """
            update alert set state = 'resolved', resolved_at = $2, resolved_by = $3, notified_at = $2 where id = $1
            """;

    private final Outbox outbox;
    private final AlertNotices notices;
    private final Notes notes;
    private final ObjectMapper json;

    AlertEnds(Outbox outbox, AlertNotices notices, Notes notes, ObjectMapper json) {
        this.outbox = outbox;
        this.notices = notices;
        this.notes = notes;
        this.json = json;
    }

    /**
     * Within the caller's transaction, which holds the rule's row, and while the rule still has its channels: what waits to be told by them goes where they lead, also
     * when they are gone.
     */
    Uni<Void> end(SqlConnection connection, UUID rule, RuleEnd end, Instant now) {
        return connection
                .preparedQuery(FIRING)
                .execute(Tuple.of(rule))
                .map(rows -> rows.size() == 0
                        ? Optional.<FiringAlert>empty()
                        : Optional.of(alert(rows.iterator().next())))
                .chain(firing -> firing.map(alert -> end(connection, alert, end, now))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(() -> outbox.keepTargets(connection, rule));
    }

    private Uni<Void> end(SqlConnection connection, FiringAlert alert, RuleEnd end, Instant now) {
        return notes.ofEndedRule(connection, alert.rule().id(), now)
                .chain(() ->
                        connection.preparedQuery(END).execute(Tuple.of(alert.id(), Columns.at(now), end.sentence())))
                .chain(() -> outbox.add(connection, notices.ofEnd(alert, end, now)));
    }

    private FiringAlert alert(Row row) {
        return new FiringAlert(
                row.getUUID("id"),
                new FiringAlert.Rule(row.getUUID("rule_id"), row.getString("rule_name")),
                row.getString("kind"),
                row.getString("severity"),
                row.getString("segment"),
                row.getDouble("observed"),
                row.getDouble("threshold"),
                row.getUUID("run_id"),
                asOf(row.getString("as_of")),
                Columns.requiredInstant(row, "opened_at"));
    }

    private @Nullable JsonNode asOf(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored position is JSON", e);
        }
    }
}
