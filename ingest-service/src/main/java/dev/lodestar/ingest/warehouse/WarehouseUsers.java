package dev.lodestar.ingest.warehouse;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the warehouse holds of one user. */
@ApplicationScoped
public class WarehouseUsers {
    private static final String COUNT = """
            select (select count(*) from analytics.user_events where user_id = $1),
                (select count(*) from analytics.user_profiles where user_id = $1)
            """;

    private static final String PROFILE = """
            select signup_date, segment, channel, plan_type, attributes, updated_at, received_at
            from analytics.user_profiles where user_id = $1
            """;

    /** By event id, along the primary key, so that a page costs what it holds. */
    private static final String EVENTS = """
            select event_id, event_type, "timestamp", properties, sent_at, received_at
            from analytics.user_events where user_id = $1 and event_id > $2 order by event_id limit $3
            """;

    private final Pool pool;

    WarehouseUsers(Pool pool) {
        this.pool = pool;
    }

    /** How many rows hold a user. */
    public record Rows(long events, long profiles) {}

    /** The profile of a user as it is stored. */
    public record Profile(
            Instant signupDate,
            @Nullable String segment,
            @Nullable String channel,
            @Nullable String planType,
            JsonObject attributes,
            @Nullable Instant updatedAt,
            Instant receivedAt) {}

    /** An event of a user as it is stored. */
    public record Event(
            String eventId,
            String eventType,
            Instant timestamp,
            JsonObject properties,
            @Nullable Instant sentAt,
            Instant receivedAt) {}

    public Uni<Rows> count(UUID user) {
        return pool.preparedQuery(COUNT).execute(Tuple.of(user.toString())).map(rows -> {
            Row row = rows.iterator().next();
            return new Rows(row.getLong(0), row.getLong(1));
        });
    }

    /** The profile; null where there is none. */
    public Uni<@Nullable Profile> profile(UUID user) {
        return pool.preparedQuery(PROFILE).execute(Tuple.of(user.toString())).map(rows -> {
            for (Row row : rows) {
                return new Profile(
                        instant(row, 0),
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getJsonObject(4),
                        instantOrNull(row, 5),
                        instant(row, 6));
            }
            return null;
        });
    }

    /** Events after an event id, in the order of ids. */
    public Uni<List<Event>> events(UUID user, String afterEventId, int limit) {
        return pool.preparedQuery(EVENTS)
                .execute(Tuple.of(user.toString(), afterEventId, limit))
                .map(rows -> {
                    List<Event> events = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        events.add(new Event(
                                row.getString(0),
                                row.getString(1),
                                instant(row, 2),
                                row.getJsonObject(3),
                                instantOrNull(row, 4),
                                instant(row, 5)));
                    }
                    return events;
                });
    }

    private static Instant instant(Row row, int column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static @Nullable Instant instantOrNull(Row row, int column) {
        return row.getOffsetDateTime(column) == null ? null : instant(row, column);
    }
}
