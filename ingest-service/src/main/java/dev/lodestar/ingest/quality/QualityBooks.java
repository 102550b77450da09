package dev.lodestar.ingest.quality;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds to the table {@code quality_count}. An entry is of a quarter of an hour, because time zones are off UTC by whole quarters and days are cut in
 * the project's zone. Its column is called {@code hour}, and entries of earlier versions are of whole hours.
 */
@ApplicationScoped
public class QualityBooks {
    /** The {@code source} of what the edge books; the warehouse writer books under its partition. */
    public static final int EDGE = -1;

    private static final long QUARTER_SECONDS = Duration.ofMinutes(15).toSeconds();

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
                counts.merge(new Entry(dataSet, quarter(receivedAt), code), count, Long::sum);
            }
        }

        public boolean isEmpty() {
            return counts.isEmpty();
        }

        /** The beginning of the quarter of an hour. */
        private static Instant quarter(Instant instant) {
            return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), QUARTER_SECONDS) * QUARTER_SECONDS);
        }

        /** The columns in the order of the statement: data sets, quarters, codes, sources, counts. */
        Tuple columns(int source) {
            List<Entry> entries = List.copyOf(counts.keySet());
            Short[] sources = new Short[entries.size()];
            Arrays.fill(sources, (short) source);
            Tuple columns = Tuple.tuple();
            columns.addValue(entries.stream().map(Entry::dataSet).toArray(String[]::new));
            columns.addValue(entries.stream()
                    .map(entry -> entry.quarter().atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new));
            columns.addValue(entries.stream().map(Entry::code).toArray(String[]::new));
            columns.addValue(sources);
            columns.addValue(counts.values().toArray(Long[]::new));
            return columns;
        }
    }

    private record Entry(String dataSet, Instant quarter, String code) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int bySet = dataSet.compareTo(other.dataSet);
            int byQuarter = bySet == 0 ? quarter.compareTo(other.quarter) : bySet;
            return byQuarter == 0 ? code.compareTo(other.code) : byQuarter;
        }
    }
}
