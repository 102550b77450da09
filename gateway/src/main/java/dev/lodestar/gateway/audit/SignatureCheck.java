package dev.lodestar.gateway.audit;

import dev.lodestar.gateway.audit.domain.ChainLink;
import dev.lodestar.gateway.audit.domain.SignedHead;
import dev.lodestar.gateway.audit.domain.SignedHead.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds signed heads, those of the database and those outside of it, against a chain whose links are right. */
@ApplicationScoped
class SignatureCheck {
    private static final int PAGE = 500;

    private final Pool pool;
    private final AuditKeys keys;
    private final Vertx vertx;

    SignatureCheck(Pool pool, AuditKeys keys, Vertx vertx) {
        this.pool = pool;
        this.keys = keys;
        this.vertx = vertx;
    }

    /**
     * What was found.
     *
     * @param right heads whose signature holds and whose entry has the signed hash
     * @param brokenAt the sequence of the first head that does not fit; null when all do
     * @param reason as in {@link AuditVerification}; null when all fit
     */
    record Outcome(
            long right, @Nullable Long brokenAt, @Nullable String reason) {
        private static Outcome fine(long right) {
            return new Outcome(right, null, null);
        }
    }

    /** Every signed head of the database between two places. */
    Future<Outcome> stored(ChainLink floor, ChainLink head) {
        return stored(floor.sequence(), head.sequence(), 0);
    }

    private Future<Outcome> stored(long after, long last, long right) {
        return pool.preparedQuery(AuditSql.CHECKPOINT_PAGE)
                .execute(Tuple.of(after, last, PAGE))
                .compose(rows -> vertx.executeBlocking(() -> page(rows, right)).compose(outcome -> {
                    boolean more = outcome.reason() == null && rows.size() == PAGE;
                    return more ? stored(end(rows), last, outcome.right()) : Future.succeededFuture(outcome);
                }));
    }

    private static long end(RowSet<Row> rows) {
        long end = 0;
        for (Row row : rows) {
            end = row.getLong("sequence");
        }
        return end;
    }

    private Outcome page(RowSet<Row> rows, long before) {
        long right = before;
        for (Row row : rows) {
            SignedHead signed = CheckpointStore.head(row, Kind.HEAD);
            String fault = fault(signed, row.getString("entry_hash"));
            if (fault != null) {
                return new Outcome(right, signed.link().sequence(), fault);
            }
            right++;
        }
        return Outcome.fine(right);
    }

    /** Heads from outside the database; those under the floor are taken as they are, their entries are gone. */
    Future<Outcome> outside(List<SignedHead> heads, ChainLink floor, ChainLink head) {
        List<SignedHead> kept = heads.stream()
                .filter(signed -> signed.link().sequence() > floor.sequence()
                        || !keys.trusted().signed(signed))
                .toList();
        Long[] places = kept.stream().map(signed -> signed.link().sequence()).toArray(Long[]::new);
        return pool.preparedQuery(AuditSql.HASHES)
                .execute(Tuple.tuple().addArrayOfLong(places))
                .compose(rows -> {
                    Map<Long, String> hashes = new HashMap<>();
                    rows.forEach(row -> hashes.put(row.getLong("sequence"), row.getString("hash")));
                    return vertx.executeBlocking(() -> compared(kept, hashes, head));
                });
    }

    private Outcome compared(List<SignedHead> heads, Map<Long, String> hashes, ChainLink head) {
        long right = 0;
        for (SignedHead signed : heads) {
            String fault = fault(signed, hashes.get(signed.link().sequence()));
            if (fault != null) {
                boolean beyond = signed.link().sequence() > head.sequence();
                return beyond && !fault.equals("signature_invalid")
                        ? new Outcome(right, head.sequence() + 1, "truncated")
                        : new Outcome(right, signed.link().sequence(), fault);
            }
            right++;
        }
        return Outcome.fine(right);
    }

    private @Nullable String fault(SignedHead signed, @Nullable String entryHash) {
        if (!keys.trusted().signed(signed)) {
            return "signature_invalid";
        }
        return signed.link().hash().equals(entryHash) ? null : "rewritten";
    }
}
