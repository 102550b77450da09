package dev.lodestar.ingest.quality;

import dev.lodestar.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts events of the warehouse by day and type. That takes time in proportion to the table, so it is given a limit. */
@ApplicationScoped
class DriftRepository {
    private static final String LIMIT = "set local statement_timeout = '25s'";

    private static final String BOUNDS = """
            select min("timestamp"), max("timestamp") from analytics.user_events
            """;

    private static final String COUNT = """
            select (event."timestamp" at time zone $3)::date, event.event_type, count(*)
            from analytics.user_events event
            where event."timestamp" >= $1 and event."timestamp" < $2
            group by 1, 2
            """;

    private static final String QUERY_CANCELED = "57014";

    private final Pool pool;
    private final ZoneId zone;

    DriftRepository(Pool pool, ZoneId zone) {
        this.pool = pool;
        this.zone = zone;
    }

    /** The days of the first and the last event; null without events. */
    record Bounds(@Nullable LocalDate first, @Nullable LocalDate last) {}

    /** Judges the days of a question; days from {@code today} on are not over and are not judged unless asked for. */
    Uni<Drift> judge(DriftQuery query, LocalDate today) {
        return pool.withTransaction(connection -> connection
                        .query(LIMIT)
                        .execute()
                        .chain(() -> bounds(connection))
                        .chain(bounds -> judge(connection, query, bounds, today)))
                .onFailure(DriftRepository::isTimeout)
                .transform(
                        ignored -> ProblemException.unavailable(
                                "Counting the warehouse's events takes too long; ask the warehouse itself, or an analytical store beside it."));
    }

    private Uni<Drift> judge(SqlConnection connection, DriftQuery query, Bounds bounds, LocalDate today) {
        LocalDate asked = query.end();
        LocalDate last = bounds.last();
        LocalDate known = last == null || !last.isBefore(today) ? today : last.plusDays(1);
        LocalDate to = asked == null ? known : asked;
        LocalDate from = query.start(to);
        return counts(connection, from.minusDays(Drift.HISTORY_DAYS), to)
                .map(counts -> Drift.of(counts, bounds.first(), from, to));
    }

    private Uni<Bounds> bounds(SqlConnection connection) {
        return connection.query(BOUNDS).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new Bounds(day(row.getOffsetDateTime(0)), day(row.getOffsetDateTime(1)));
        });
    }

    private Uni<Map<LocalDate, Map<String, Long>>> counts(SqlConnection connection, LocalDate from, LocalDate to) {
        Tuple range = Tuple.of(
                from.atStartOfDay(zone).toOffsetDateTime(),
                to.atStartOfDay(zone).toOffsetDateTime(),
                zone.getId());
        return connection.preparedQuery(COUNT).execute(range).map(rows -> {
            Map<LocalDate, Map<String, Long>> counts = new TreeMap<>();
            for (Row row : rows) {
                counts.computeIfAbsent(row.getLocalDate(0), ignored -> new TreeMap<>())
                        .put(row.getString(1), row.getLong(2));
            }
            return counts;
        });
    }

    private @Nullable LocalDate day(@Nullable OffsetDateTime time) {
        return time == null ? null : time.atZoneSameInstant(zone).toLocalDate();
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof PgException refused && QUERY_CANCELED.equals(refused.getSqlState());
    }
}
