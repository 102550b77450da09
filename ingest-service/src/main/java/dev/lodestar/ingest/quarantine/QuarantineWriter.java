package dev.lodestar.ingest.quarantine;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes rows into the quarantine, many at a time. */
@ApplicationScoped
public class QuarantineWriter {
    private static final String ADD = """
            insert into quarantine
                (data_set, received_at, code, detail, raw, raw_length, plan_version, import_id, row_number,
                user_hash, key_version)
            select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::bytea[], $6::bigint[],
                $7::integer[], $8::uuid[], $9::bigint[], $10::bytea[],
                $11::smallint[])
            """;

    /** Open erasures, of which there are few at a time: one that was requested while a row was on its way here is not done before the row is. */
    private static final String ERASED = """
            select user_hash, max(requested_at) from erasure, unnest(user_hashes) as one (user_hash)
            where state <> 'done' and user_hash = any($1::bytea[])
            group by user_hash
            """;

    private final KeptBytes bytes;

    QuarantineWriter(KeptBytes bytes) {
        this.bytes = bytes;
    }

    /** Adds rows within the transaction of a connection; nothing is kept of the rows of somebody whose erasure was requested after they came. */
    public Uni<Void> add(SqlConnection connection, List<QuarantinedRow> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : erased(connection, rows)
                        .chain(erasedAt -> connection
                                .preparedQuery(ADD)
                                .execute(columns(rows.stream()
                                        .map(row -> isErased(row, erasedAt) ? row.ofSomebodyErased() : row)
                                        .toList())))
                        .replaceWithVoid();
    }

    /** When erasures were requested that are not done, by the hash of the user. */
    private static Uni<Map<ByteBuffer, Instant>> erased(SqlConnection connection, List<QuarantinedRow> rows) {
        Buffer[] hashes = rows.stream()
                .map(QuarantinedRow::userHash)
                .filter(Objects::nonNull)
                .map(ByteBuffer::wrap)
                .distinct()
                .map(hash -> Buffer.buffer(hash.array()))
                .toArray(Buffer[]::new);
        return hashes.length == 0
                ? Uni.createFrom().item(Map.of())
                : connection
                        .preparedQuery(ERASED)
                        .execute(Tuple.of((Object) hashes))
                        .map(QuarantineWriter::erased);
    }

    private static Map<ByteBuffer, Instant> erased(RowSet<Row> rows) {
        Map<ByteBuffer, Instant> erasedAt = new HashMap<>();
        rows.forEach(row -> erasedAt.put(
                ByteBuffer.wrap(row.getBuffer(0).getBytes()),
                row.getOffsetDateTime(1).toInstant()));
        return erasedAt;
    }

    private static boolean isErased(QuarantinedRow row, Map<ByteBuffer, Instant> erasedAt) {
        Instant requestedAt = row.userHash() == null ? null : erasedAt.get(ByteBuffer.wrap(row.userHash()));
        return requestedAt != null && !row.receivedAt().isAfter(requestedAt);
    }

    private Tuple columns(List<QuarantinedRow> rows) {
        Tuple columns = Tuple.tuple();
        columns.addValue(column(rows, row -> row.dataSet().wireName(), String[]::new));
        columns.addValue(column(rows, row -> row.receivedAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new));
        columns.addValue(column(rows, row -> row.code().wireName(), String[]::new));
        columns.addValue(column(rows, QuarantinedRow::detail, String[]::new));
        columns.addValue(
                column(rows, row -> Buffer.buffer(bytes.sealed(row.dataSet().wireName(), row.raw())), Buffer[]::new));
        columns.addValue(column(rows, QuarantinedRow::rawLength, Long[]::new));
        columns.addValue(column(rows, QuarantinedRow::planVersion, Integer[]::new));
        columns.addValue(column(rows, QuarantinedRow::importId, UUID[]::new));
        columns.addValue(column(rows, QuarantinedRow::rowNumber, Long[]::new));
        columns.addValue(
                column(rows, row -> row.userHash() == null ? null : Buffer.buffer(row.userHash()), Buffer[]::new));
        columns.addValue(column(rows, row -> row.raw().length == 0 ? null : (short) bytes.keyVersion(), Short[]::new));
        return columns;
    }

    private static <T> T[] column(
            List<QuarantinedRow> rows, Function<QuarantinedRow, ? extends @Nullable T> cell, IntFunction<T[]> array) {
        return rows.stream().map(cell).toArray(array);
    }
}
