package dev.lodestar.ingest.warehouse;

import dev.lodestar.contracts.acquisition.AcquisitionRecord;
import dev.lodestar.ingest.quality.Fate;
import dev.lodestar.ingest.validation.DataSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes {@code analytics.acquisition_daily}: the last write of a date and channel stands. */
@ApplicationScoped
class AcquisitionTable {
    private static final String UPSERT = """
            insert into analytics.acquisition_daily as stored (date, channel, visitors, spend, ingest_offset)
            select * from unnest($1::date[], $2::text[], $3::bigint[], $4::double precision[], $5::bigint[])
            on conflict (date, channel) do update set visitors = excluded.visitors, spend = excluded.spend,
                ingest_offset = excluded.ingest_offset
            where (stored.visitors, stored.spend) is distinct from (excluded.visitors, excluded.spend)
            returning date, channel
            """;

    /** Writes days and notes the outcome of each. */
    Uni<Void> upsert(SqlConnection connection, List<Day> days, Outcomes outcomes) {
        Map<Key, Day> standing = new LinkedHashMap<>();
        days.forEach(day -> standing.put(day.key(), day));
        return connection
                .preparedQuery(UPSERT)
                .execute(columns(List.copyOf(standing.values())))
                .invoke(changed -> note(days, standing, changed, outcomes))
                .replaceWithVoid();
    }

    private static void note(List<Day> days, Map<Key, Day> standing, RowSet<Row> changed, Outcomes outcomes) {
        Set<Key> changedKeys = new HashSet<>();
        changed.forEach(row -> changedKeys.add(new Key(row.getLocalDate(0), row.getString(1))));
        for (Day day : days) {
            boolean stored = standing.get(day.key()) == day && changedKeys.contains(day.key());
            outcomes.add(
                    DataSet.ACQUISITION, day.receivedAt(), day.importId(), stored ? Fate.STORED : Fate.STORED_BEFORE);
        }
    }

    private static Tuple columns(List<Day> days) {
        return Tuple.of(
                days.stream().map(day -> day.key().date()).toArray(LocalDate[]::new),
                days.stream().map(day -> day.key().channel()).toArray(String[]::new),
                days.stream().map(day -> day.figures().getVisitors()).toArray(Long[]::new),
                days.stream()
                        .map(day -> day.figures().hasSpend() ? day.figures().getSpend() : null)
                        .toArray(Double[]::new),
                days.stream().map(Day::offset).toArray(Long[]::new));
    }

    /** What identifies a row. */
    record Key(LocalDate date, String channel) {}

    /** A row on its way into the table, with its place in the log. */
    record Day(
            Key key,
            AcquisitionRecord figures,
            Instant receivedAt,
            long offset,
            @Nullable UUID importId) {}
}
