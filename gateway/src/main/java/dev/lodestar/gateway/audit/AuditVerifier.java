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
import dev.lodestar.gateway.audit.domain.SignedHead;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the chain from its first kept entry up to the head, a page at a time in constant memory, and holds it against the signed heads. Finds a changed,
 * removed, inserted or swapped entry and an end that was cut off; and, by the signed heads, a chain that was rewritten as a whole, hashes, head and all. Signed
 * heads that were removed from the database too are found missing by those outside of it.
 */
@ApplicationScoped
class AuditVerifier {
    private static final Logger LOG = Logger.getLogger(AuditVerifier.class);
    private static final int PAGE = 1000;
    private static final TypeReference<TreeMap<String, String>> PARAMETERS = new TypeReference<>() {};

    private final Pool pool;
    private final AuditLog log;
    private final CheckpointStore store;
    private final HeadsTopic topic;
    private final SignatureCheck signatures;
    private final AuditKeys keys;
    private final Vertx vertx;
    private final ObjectMapper json;

    AuditVerifier(
            Pool pool,
            AuditLog log,
            CheckpointStore store,
            HeadsTopic topic,
            SignatureCheck signatures,
            AuditKeys keys,
            Vertx vertx,
            ObjectMapper json) {
        this.pool = pool;
        this.log = log;
        this.store = store;
        this.topic = topic;
        this.signatures = signatures;
        this.keys = keys;
        this.vertx = vertx;
        this.json = json;
    }

    /** Signed heads are read before the end of the chain is: what is signed must be there by then. */
    Future<AuditVerification> verify() {
        Future<@Nullable List<SignedHead>> outside = outsideHeads();
        return outside.compose(heads -> store.last()
                .compose(signed -> store.floor()
                        .compose(floor -> log.storedHead()
                                .compose(head ->
                                        verify(head, floor, signed, heads).compose(found -> settled(found, floor))))));
    }

    /** The retention policy may have removed entries under the verification's feet. */
    private Future<AuditVerification> settled(AuditVerification found, Optional<SignedHead> floor) {
        return found.valid()
                ? Future.succeededFuture(found)
                : store.floor().compose(now -> now.equals(floor) ? Future.succeededFuture(found) : verify());
    }

    private Future<@Nullable List<SignedHead>> outsideHeads() {
        return vertx.<@Nullable List<SignedHead>>executeBlocking(topic::latest).otherwise(failure -> {
            LOG.warnf("Signed heads outside the database cannot be read, cause=%s", failure);
            return null;
        });
    }

    private Future<AuditVerification> verify(
            ChainLink head,
            Optional<SignedHead> floor,
            Optional<SignedHead> signed,
            @Nullable List<SignedHead> outside) {
        ChainLink from = floor.map(SignedHead::link).orElse(ChainLink.GENESIS);
        if (floor.filter(place -> !keys.trusted().signed(place)).isPresent()) {
            return Future.succeededFuture(AuditVerification.broken(from, head, from, "signature_invalid"));
        }
        if (signed.filter(last -> last.link().sequence() > head.sequence()).isPresent()) {
            return Future.succeededFuture(AuditVerification.broken(from, head, head, "truncated"));
        }
        return check(head, from)
                .compose(found -> found.valid() ? withSignatures(found, from, head) : Future.succeededFuture(found))
                .compose(found ->
                        found.valid() ? withOutside(found, outside, from, head) : Future.succeededFuture(found));
    }

    private Future<AuditVerification> withSignatures(AuditVerification found, ChainLink floor, ChainLink head) {
        return signatures.stored(floor, head).map(found::withSignedHeads);
    }

    private Future<AuditVerification> withOutside(
            AuditVerification found, @Nullable List<SignedHead> heads, ChainLink floor, ChainLink head) {
        return heads == null
                ? Future.succeededFuture(found.withoutOutsideHeads())
                : signatures.outside(heads, floor, head).map(found::withOutsideHeads);
    }

    /** Recomputes the links after a place up to the head. */
    Future<AuditVerification> check(ChainLink head, ChainLink from) {
        return check(head, from, from);
    }

    private Future<AuditVerification> check(ChainLink head, ChainLink from, ChainLink checked) {
        return pool.preparedQuery(AuditSql.CHAIN_PAGE)
                .execute(Tuple.of(checked.sequence(), head.sequence(), PAGE))
                .compose(rows -> checkPage(head, from, checked, rows));
    }

    private Future<AuditVerification> checkPage(ChainLink head, ChainLink from, ChainLink before, RowSet<Row> rows) {
        ChainLink checked = before;
        for (Row row : rows) {
            String fault = fault(checked, row);
            if (fault != null) {
                return Future.succeededFuture(AuditVerification.broken(from, head, checked, fault));
            }
            checked = new ChainLink(row.getLong("sequence"), row.getString("hash"));
        }
        if (rows.size() == PAGE) {
            return check(head, from, checked);
        }
        return Future.succeededFuture(end(head, from, checked));
    }

    private static AuditVerification end(ChainLink head, ChainLink from, ChainLink checked) {
        if (checked.sequence() < head.sequence()) {
            return AuditVerification.broken(from, head, checked, "entry_missing");
        }
        return checked.equals(head)
                ? AuditVerification.valid(from, head)
                : AuditVerification.broken(
                        from, head, new ChainLink(checked.sequence() - 1, checked.hash()), "head_differs");
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
            return previous.next(event(row), row.getShort("version")).hash();
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
                        json.readValue(row.getString("parameters"), PARAMETERS),
                        row.getString("trace_id")),
                new Outcome(
                        Decision.valueOf(row.getString("decision").toUpperCase(Locale.ROOT)),
                        row.getInteger("status"),
                        row.getString("code"),
                        row.getLong("duration_micros"),
                        row.getString("as_of")));
    }
}
