package dev.lodestar.gateway.audit;

import dev.lodestar.gateway.audit.domain.ChainLink;
import dev.lodestar.gateway.audit.domain.SignedHead;
import dev.lodestar.gateway.audit.domain.SignedHead.Kind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Signed heads and the floor in the database. */
@ApplicationScoped
class CheckpointStore {
    private final Pool pool;

    CheckpointStore(Pool pool) {
        this.pool = pool;
    }

    Future<Optional<SignedHead>> last() {
        return pool.query(AuditSql.LAST_CHECKPOINT).execute().map(rows -> first(rows, Kind.HEAD));
    }

    /** The last head signed before an instant. */
    Future<Optional<SignedHead>> lastBefore(Instant instant) {
        return pool.preparedQuery(AuditSql.LAST_CHECKPOINT_BEFORE)
                .execute(Tuple.of(instant.atOffset(ZoneOffset.UTC)))
                .map(rows -> first(rows, Kind.HEAD));
    }

    /** Where the kept entries begin; empty when all of them are kept. */
    Future<Optional<SignedHead>> floor() {
        return pool.query(AuditSql.FLOOR).execute().map(rows -> first(rows, Kind.FLOOR));
    }

    Future<Void> store(SignedHead head) {
        return pool.preparedQuery(AuditSql.SIGN).execute(tuple(head)).mapEmpty();
    }

    /** Heads of which it is not known that they are outside the database too; at most a hundred. */
    Future<List<SignedHead>> unpublished() {
        return pool.query(AuditSql.UNPUBLISHED).execute().map(rows -> heads(rows, Kind.HEAD));
    }

    Future<Void> published(SignedHead head) {
        return pool.preparedQuery(AuditSql.PUBLISHED)
                .execute(Tuple.of(head.link().sequence()))
                .mapEmpty();
    }

    /** The newest heads before a place, newest first. */
    Future<List<SignedHead>> newest(long before, int size) {
        return pool.preparedQuery(AuditSql.NEWEST_CHECKPOINTS)
                .execute(Tuple.of(before, size))
                .map(rows -> heads(rows, Kind.HEAD));
    }

    /** Raises the floor and removes what lies under it, in one transaction. Gives the number of entries that were removed. */
    Future<Integer> forget(SignedHead floor) {
        return pool.withTransaction(connection -> raise(connection, floor)
                .compose(raised -> connection
                        .preparedQuery(AuditSql.FORGET)
                        .execute(Tuple.of(floor.link().sequence())))
                .map(removed -> removed.rowCount()));
    }

    private static Future<Void> raise(SqlClient connection, SignedHead floor) {
        return connection
                .preparedQuery(AuditSql.RAISE_FLOOR)
                .execute(tuple(floor))
                .mapEmpty();
    }

    private static Tuple tuple(SignedHead head) {
        return Tuple.of(
                head.link().sequence(),
                head.link().hash(),
                head.signedAt().atOffset(ZoneOffset.UTC),
                head.keyId(),
                head.signature());
    }

    private static Optional<SignedHead> first(Iterable<Row> rows, Kind kind) {
        return heads(rows, kind).stream().findFirst();
    }

    private static List<SignedHead> heads(Iterable<Row> rows, Kind kind) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> head(row, kind))
                .toList();
    }

    /** The head in a row that has its five columns. */
    static SignedHead head(Row row, Kind kind) {
        return new SignedHead(
                kind,
                new ChainLink(row.getLong("sequence"), row.getString("hash")),
                row.getOffsetDateTime("signed_at").toInstant(),
                row.getString("key_id"),
                row.getString("signature"));
    }
}
