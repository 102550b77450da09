package dev.lodestar.ingest.replay;

import dev.lodestar.ingest.quality.QualityBooks;
import dev.lodestar.ingest.quarantine.KeptBytes;
import dev.lodestar.ingest.quarantine.QuarantineConfig;
import dev.lodestar.ingest.validation.DataSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads rows of the quarantine together with the header of their file, and takes out those that were accepted. */
@ApplicationScoped
class ReplayRepository {
    private static final String READ = """
            select kept.quarantine_id, kept.data_set, kept.received_at, kept.code, kept.raw, kept.raw_length, kept.import_id,
                kept.row_number, case when file.media_type like '%csv%' then file.header end, kept.key_version
            from (
                select *, sum(octet_length(raw)) over (order by quarantine_id) - octet_length(raw) as bytes_before
                from (
                    select * from quarantine kept
                    where kept.quarantine_id > $1 and ($2::text is null or kept.data_set = $2)
                        and ($3::text is null or kept.code = $3) and ($4::uuid is null or kept.import_id = $4)
                        and ($5::bigint[] is null or kept.quarantine_id = any($5::bigint[]))
                    order by kept.quarantine_id limit $6
                ) kept
            ) kept left join import_file file on file.import_id = kept.import_id
            where kept.bytes_before < $7
            order by kept.quarantine_id
            """;

    /** Tells how many were still there: another replay may have been quicker. */
    private static final String DELETE = """
            delete from quarantine where quarantine_id = any($1::bigint[])
            """;

    private static final String EXPLAIN = """
            update quarantine kept set code = new.code, detail = new.detail, plan_version = $4
            from unnest($1::bigint[], $2::text[], $3::text[]) as new (quarantine_id, code, detail)
            where kept.quarantine_id = new.quarantine_id
                and (kept.code, kept.detail, kept.plan_version) is distinct from (new.code, new.detail, $4)
            """;

    private static final byte[] NOTHING = {};
    private static final int DELETED_AT_A_TIME = 50_000;

    private final Pool pool;
    private final QualityBooks books;
    private final KeptBytes bytes;
    private final QuarantineConfig config;

    ReplayRepository(Pool pool, QualityBooks books, KeptBytes bytes, QuarantineConfig config) {
        this.config = config;
        this.bytes = bytes;
        this.pool = pool;
        this.books = books;
    }

    /** Some of the rows that a request asks for, after a cursor and in the order in which they were refused; none only when none is left. */
    Uni<List<KeptRow>> read(ReplayRequest request, long cursor, int limit) {
        List<Long> ids = request.ids();
        Tuple parameters = Tuple.tuple()
                .addValue(cursor)
                .addValue(request.dataSet())
                .addValue(request.code())
                .addValue(request.importId())
                .addValue(ids == null ? null : ids.toArray(Long[]::new))
                .addValue(limit)
                .addValue((long) config.pageBytes());
        return pool.preparedQuery(READ).execute(parameters).map(rows -> {
            List<KeptRow> kept = new ArrayList<>();
            rows.forEach(row -> kept.add(keptRow(row)));
            return kept;
        });
    }

    /** Takes accepted rows out and books them as received again, in one transaction. */
    Uni<Void> settle(List<Long> accepted, QualityBooks.Page entries) {
        return pool.withTransaction(connection ->
                delete(connection, accepted).chain(() -> books.book(connection, QualityBooks.EDGE, entries)));
    }

    private static Uni<Void> delete(SqlConnection connection, List<Long> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Long> first = rows.subList(0, Math.min(rows.size(), DELETED_AT_A_TIME));
        return connection
                .preparedQuery(DELETE)
                .execute(Tuple.of((Object) first.toArray(Long[]::new)))
                .chain(() -> delete(connection, rows.subList(first.size(), rows.size())));
    }

    /** Writes down why rows are still refused. */
    Uni<Void> explain(List<StillRefused> refused, int planVersion) {
        if (refused.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns = Tuple.tuple()
                .addValue(refused.stream().map(StillRefused::id).toArray(Long[]::new))
                .addValue(refused.stream().map(row -> row.code().wireName()).toArray(String[]::new))
                .addValue(refused.stream().map(StillRefused::detail).toArray(String[]::new))
                .addValue(planVersion);
        return pool.preparedQuery(EXPLAIN).execute(columns).replaceWithVoid();
    }

    /** A row whose bytes cannot be read any more is as one that was cut. */
    private KeptRow keptRow(Row row) {
        DataSet dataSet = Arrays.stream(DataSet.values())
                .filter(value -> value.wireName().equals(row.getString(1)))
                .findFirst()
                .orElseThrow();
        return new KeptRow(
                row.getLong(0),
                dataSet,
                row.getOffsetDateTime(2).toInstant(),
                row.getString(3),
                bytes.opened(row.getString(1), row.getBuffer(4).getBytes(), row.getShort(9))
                        .orElse(NOTHING),
                row.getLong(5),
                row.getUUID(6),
                row.getLong(7),
                row.getString(8));
    }
}
