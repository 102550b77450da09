package dev.lodestar.report.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.report.notification.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds alerts. */
@ApplicationScoped
class AlertStore {
    private static final String PAGE = """
            select id, rule_id, rule_name, kind, severity, segment, state, observed, threshold, sentence, run_id, opened_run, as_of,
                   opened_at, resolved_at, resolved_by
              from alert
             where ($1::text is null or state = $1)
               and ($2::text is null or severity = $2)
               and ($3::uuid is null or rule_id = $3)
               and ($4::timestamptz is null or (opened_at, id) < ($4, $5))
             order by opened_at desc, id desc
             limit $6
            """;

    private final Pool database;
    private final Outbox outbox;
    private final ObjectMapper json;

    AlertStore(Pool database, Outbox outbox, ObjectMapper json) {
        this.database = database;
        this.outbox = outbox;
        this.json = json;
    }

    Uni<AlertsResponse> page(AlertQuery.Filter filter) {
        Pages.Place after = filter.after();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(filter.state());
        values.add(filter.severity());
        values.add(filter.rule());
        values.add(after == null ? null : Columns.at(after.openedAt()));
        values.add(after == null ? null : after.id());
        values.add(filter.size() + 1);
        return database.withTransaction(connection -> connection
                .preparedQuery(PAGE)
                .execute(Tuple.from(values))
                .map(this::read)
                .chain(found -> {
                    boolean more = found.size() > filter.size();
                    List<AlertResponse> page = more ? found.subList(0, filter.size()) : found;
                    List<UUID> ids = page.stream().map(AlertResponse::id).toList();
                    return outbox.of(connection, ids)
                            .map(deliveries -> new AlertsResponse(
                                    page.stream()
                                            .map(alert -> alert.with(deliveries.getOrDefault(alert.id(), List.of())))
                                            .toList(),
                                    more ? Pages.after(page.getLast()) : null));
                }));
    }

    private List<AlertResponse> read(RowSet<Row> rows) {
        List<AlertResponse> found = new ArrayList<>();
        for (Row row : rows) {
            found.add(new AlertResponse(
                    row.getUUID("id"),
                    new AlertResponse.Rule(row.getUUID("rule_id"), row.getString("rule_name")),
                    row.getString("kind"),
                    row.getString("severity"),
                    row.getString("segment"),
                    row.getString("state"),
                    row.getDouble("observed"),
                    row.getDouble("threshold"),
                    row.getString("sentence"),
                    row.getUUID("run_id"),
                    row.getUUID("opened_run"),
                    asOf(row.getString("as_of")),
                    Columns.requiredInstant(row, "opened_at"),
                    Columns.instant(row, "resolved_at"),
                    row.getString("resolved_by"),
                    List.of()));
        }
        return found;
    }

    private @Nullable JsonNode asOf(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored position is JSON", e);
        }
    }
}
