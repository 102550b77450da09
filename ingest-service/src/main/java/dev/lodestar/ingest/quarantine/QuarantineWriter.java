package dev.lodestar.ingest.quarantine;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
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

    private final KeptBytes bytes;

    QuarantineWriter(KeptBytes bytes) {
        this.bytes = bytes;
    }

    /** Adds rows within the transaction of a connection. */
    public Uni<Void> add(SqlConnection connection, List<QuarantinedRow> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(ADD).execute(columns(rows)).replaceWithVoid();
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
