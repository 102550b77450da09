package dev.lodestar.ingest.erasure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The table {@code erasure_store}. A count that comes again changes nothing, and an older one does not replace a later one. */
@ApplicationScoped
class StoreCounts {
    private static final String FOUND = """
            insert into erasure_store as known (erasure_id, service, store, found)
            select $1, $2, store, found from unnest($3::text[], $4::bigint[]) as new (store, found)
            on conflict (erasure_id, service, store) do update set found = coalesce(known.found, excluded.found)
            """;

    private static final String REMAINING = """
            insert into erasure_store as known (erasure_id, service, store, remaining, verified_offset, verified_at)
            select $1, $2, store, remaining, $5, $6 from unnest($3::text[], $4::bigint[]) as new (store, remaining)
            on conflict (erasure_id, service, store) do update set remaining = excluded.remaining,
                verified_offset = excluded.verified_offset, verified_at = excluded.verified_at
            where known.verified_offset <= excluded.verified_offset
                and not exists (select from erasure where erasure_id = $1 and state = 'done')
            """;

    private static final String READ = """
            select service, store, found, remaining, verified_offset, verified_at from erasure_store
            where erasure_id = $1 order by service, store
            """;

    private final Pool pool;

    StoreCounts(Pool pool) {
        this.pool = pool;
    }

    /** What the stores of a service held when the erasure began. */
    Uni<Void> found(SqlClient connection, UUID erasureId, String service, Map<String, Long> rows) {
        return connection
                .preparedQuery(FOUND)
                .execute(Tuple.of(erasureId, service, names(rows), counts(rows)))
                .replaceWithVoid();
    }

    Uni<Void> found(UUID erasureId, String service, Map<String, Long> rows) {
        return found(pool, erasureId, service, rows);
    }

    /** What the stores of a service hold after the erasure record before an offset. */
    Uni<Void> remaining(UUID erasureId, String service, Map<String, Long> rows, long endOffset, Instant at) {
        return pool.preparedQuery(REMAINING)
                .execute(Tuple.of(erasureId, service, names(rows), counts(rows), endOffset, ErasureRepository.time(at)))
                .replaceWithVoid();
    }

    Uni<List<StoreCount>> of(UUID erasureId) {
        return pool.preparedQuery(READ).execute(Tuple.of(erasureId)).map(rows -> {
            List<StoreCount> counts = new ArrayList<>();
            for (Row row : rows) {
                counts.add(new StoreCount(
                        row.getString(0),
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        ErasureRepository.instantOrNull(row.getOffsetDateTime(5))));
            }
            return counts;
        });
    }

    private static String[] names(Map<String, Long> rows) {
        return rows.keySet().toArray(String[]::new);
    }

    private static Long[] counts(Map<String, Long> rows) {
        return rows.values().toArray(Long[]::new);
    }
}
