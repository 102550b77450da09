package dev.lodestar.gateway.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.gateway.audit.domain.AuditEvent;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Actor;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.gateway.audit.domain.AuditEvent.Outcome;
import dev.lodestar.gateway.audit.domain.ChainLink;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the chain from its first entry up to the head, a page at a time in constant memory. Finds a changed, removed, inserted or swapped entry, and an
 * end that was cut off while the head was kept. Whoever can rewrite the entries, the head and all hashes goes unseen: against that stand signed heads
 * outside the database.
 */
@ApplicationScoped
class AuditVerifier {
    private static final int PAGE = 1000;
    private static final TypeReference<TreeMap<String, String>> PARAMETERS = new TypeReference<>() {};

    private final Pool pool;
    private final AuditLog log;
    private final ObjectMapper json;

    AuditVerifier(Pool pool, AuditLog log, ObjectMapper json) {
        this.pool = pool;
        this.log = log;
        this.json = json;
    }

    Future<AuditVerification> verify() {
        return log.storedHead().compose(head -> check(head, ChainLink.GENESIS));
    }

    private Future<AuditVerification> check(ChainLink head, ChainLink checked) {
        return pool.preparedQuery(AuditSql.CHAIN_PAGE)
                .execute(Tuple.of(checked.sequence(), head.sequence(), PAGE))
                .compose(rows -> checkPage(head, checked, rows));
    }

    private Future<AuditVerification> checkPage(ChainLink head, ChainLink before, RowSet<Row> rows) {
        ChainLink checked = before;
        for (Row row : rows) {
            String fault = fault(checked, row);
            if (fault != null) {
                return Future.succeededFuture(AuditVerification.broken(head, checked, fault));
            }
            checked = new ChainLink(row.getLong("sequence"), row.getString("hash"));
        }
        if (rows.size() == PAGE) {
            return check(head, checked);
        }
        return Future.succeededFuture(end(head, checked));
    }

    private static AuditVerification end(ChainLink head, ChainLink checked) {
        if (checked.sequence() < head.sequence()) {
            return AuditVerification.broken(head, checked, "entry_missing");
        }
        return checked.equals(head)
                ? AuditVerification.valid(head)
                : AuditVerification.broken(head, new ChainLink(checked.sequence() - 1, checked.hash()), "head_differs");
    }

    private @Nullable String fault(ChainLink previous, Row row) {
        if (row.getLong("sequence") != previous.sequence() + 1) {
            return "entry_missing";
        }
        if (!row.getString("previous_hash").equals(previous.hash())) {
            return "link_broken";
        }
        return recomputed(previous, row).equals(row.getString("hash")) ? null : "entry_changed";
    }

    /** The hash that the row should have; empty when the row cannot even be read. */
    private String recomputed(ChainLink previous, Row row) {
        try {
            return previous.next(event(row)).hash();
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            return "";
        }
    }

    private AuditEvent event(Row row) throws JsonProcessingException {
        return new AuditEvent(
                row.getOffsetDateTime("at").toInstant(),
                Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                new Actor(row.getString("subject"), row.getString("client")),
                new AuditEvent.Request(
                        row.getString("request_id"),
                        row.getString("source_address"),
                        row.getString("method"),
                        row.getString("route"),
                        json.readValue(row.getString("parameters"), PARAMETERS)),
                new Outcome(
                        Decision.valueOf(row.getString("decision").toUpperCase(Locale.ROOT)),
                        row.getInteger("status"),
                        row.getString("code"),
                        row.getLong("duration_micros")));
    }
}
