package dev.lodestar.ingest.quality;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds to the table {@code quality_count}. */
@ApplicationScoped
public class QualityBooks {
    /** The {@code source} of what the edge books; the warehouse writer books under its partition. */
    public static final int EDGE = -1;

    /** Sorted by key, so that concurrent bookings cannot wait for each other in a circle. */
    private static final String ADD = """
            insert into quality_count (data_set, hour, code, source, count)
            select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::smallint[], $5::bigint[])
            on conflict (data_set, hour, code, source) do update set count = quality_count.count + excluded.count
            """;

    /** Books entries within the transaction of a connection. */
    public Uni<Void> book(SqlConnection connection, int source, Page page) {
        return page.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(ADD).execute(page.columns(source)).replaceWithVoid();
    }

    /** Entries to be booked together. Not thread-safe. */
    public static final class Page {
        private final Map<Entry, Long> counts = new TreeMap<>();

        public void add(String dataSet, Instant receivedAt, String code, long count) {
            if (count > 0) {
                counts.merge(new Entry(dataSet, receivedAt.truncatedTo(ChronoUnit.HOURS), code), count, Long::sum);
            }
        }

        public boolean isEmpty() {
            return counts.isEmpty();
        }

        private Tuple columns(int source) {
            List<Entry> entries = List.copyOf(counts.keySet());
            Short[] sources = new Short[entries.size()];
            Arrays.fill(sources, (short) source);
            Tuple columns = Tuple.tuple();
            columns.addValue(entries.stream().map(Entry::dataSet).toArray(String[]::new));
            columns.addValue(entries.stream()
                    .map(entry -> entry.hour().atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new));
            columns.addValue(entries.stream().map(Entry::code).toArray(String[]::new));
            columns.addValue(sources);
            columns.addValue(counts.values().toArray(Long[]::new));
            return columns;
        }
    }

    private record Entry(String dataSet, Instant hour, String code) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int bySet = dataSet.compareTo(other.dataSet);
            int byHour = bySet == 0 ? hour.compareTo(other.hour) : bySet;
            return byHour == 0 ? code.compareTo(other.code) : byHour;
        }
    }
}
