package dev.lodestar.ingest.quality;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the books, and counts the warehouse against them. */
@ApplicationScoped
class QualityRepository {
    private static final String READ = """
            select data_set, hour, code, sum(count)::bigint from quality_count
            where hour >= $1 and hour < $2 group by data_set, hour, code order by data_set, hour, code
            """;

    private static final String COUNT_ROWS = """
            select 'events', count(*) from analytics.user_events
            union all select 'profiles', count(*) from analytics.user_profiles
            union all select 'acquisition', count(*) from analytics.acquisition_daily
            """;

    private static final String COUNT_STORED = """
            select coalesce(sum(count), 0)::bigint from quality_count where data_set = 'events' and code = 'stored'
            """;

    private final Pool pool;

    QualityRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<List<BookedCount>> counts(QualityQuery.Range range) {
        Tuple bounds =
                Tuple.of(range.from().atOffset(ZoneOffset.UTC), range.to().atOffset(ZoneOffset.UTC));
        return pool.preparedQuery(READ).execute(bounds).map(rows -> {
            List<BookedCount> counts = new ArrayList<>();
            for (Row row : rows) {
                counts.add(new BookedCount(
                        row.getString(0), row.getOffsetDateTime(1).toInstant(), row.getString(2), row.getLong(3)));
            }
            return counts;
        });
    }

    /** Rows of the warehouse's tables by data set. */
    Uni<Map<String, Long>> warehouseRows() {
        return pool.query(COUNT_ROWS).execute().map(rows -> {
            Map<String, Long> counts = new TreeMap<>();
            for (Row row : rows) {
                counts.put(row.getString(0), row.getLong(1));
            }
            return counts;
        });
    }

    /** Events that the books say were stored, at any time. */
    Uni<Long> storedEvents() {
        return pool.query(COUNT_STORED)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
