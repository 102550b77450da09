package dev.lodestar.ingest.quality;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the books, and counts the warehouse against them. */
@ApplicationScoped
class QualityRepository {
    private static final String READ = """
            select data_set, hour, code, sum(count)::bigint from quality_count
            where hour >= $1 and hour < $2 and code <> 'control' group by data_set, hour, code order by data_set, hour, code
            """;

    private static final String COUNT_ROWS = """
            select 'events', count(*) from analytics.user_events
            union all select 'profiles', count(*) from analytics.user_profiles
            union all select 'acquisition', count(*) from analytics.acquisition_daily
            """;

    private static final String COUNT_STORED = """
            select coalesce(sum(count), 0)::bigint from quality_count where data_set = 'events' and code = 'stored'
            """;

    /** A conflict is booked twice, as quarantined and under its quality code; the latter is no fate. */
    private static final String CHECK_LOG = """
            select read.partition, read.next_offset - read.unbooked, coalesce(sum(books.count), 0)::bigint
            from warehouse_offset read
            left join quality_count books on books.source = read.partition and books.data_set <> 'acquisition'
                and books.code in ('stored', 'stored_before', 'quarantined', 'dead_letter', 'control')
            where read.topic = $1
            group by read.partition, read.next_offset, read.unbooked order by read.partition
            """;

    private final Pool pool;
    private final String timelineTopic;

    QualityRepository(Pool pool, @ConfigProperty(name = "lodestar.topics.timeline") String timelineTopic) {
        this.pool = pool;
        this.timelineTopic = timelineTopic;
    }

    /** The positions in the log against the fates that were booked; all of the log, whatever the hour of receipt. */
    Uni<List<Reconciliation.LogCheck>> log() {
        return pool.preparedQuery(CHECK_LOG).execute(Tuple.of(timelineTopic)).map(rows -> {
            List<Reconciliation.LogCheck> partitions = new ArrayList<>();
            for (Row row : rows) {
                partitions.add(new Reconciliation.LogCheck(row.getInteger(0), row.getLong(1), row.getLong(2)));
            }
            return partitions;
        });
    }

    Uni<List<BookedCount>> counts(QualityQuery.Range range) {
        Tuple bounds = Tuple.of(range.start(), range.end());
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
