package dev.lodestar.ingest.warehouse;

import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.ingest.plan.PlanInForce;
import dev.lodestar.ingest.quality.Fate;
import dev.lodestar.ingest.quarantine.QuarantinedRow;
import dev.lodestar.ingest.validation.CanonicalJson;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.validation.QualityCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes {@code analytics.user_events}. Of a user's events with one id the first in the log stays. */
@ApplicationScoped
class EventTable {
    private static final int COLUMNS = 10;

    private static final String COPY = """
            copy analytics.user_events (user_id, event_id, event_type, "timestamp", properties, sent_at,
                received_at, ingest_partition, ingest_offset, body_hash) from stdin (format binary)
            """;

    /** What a row takes in the mean, about, on its way to the database. */
    private static final int ROW_BYTES = 256;

    /** Times travel as numbers: an integer is bound in a tenth of the time of a date and time with an offset, and the sum is exact. */
    private static final String INSERT_NEW = """
            insert into analytics.user_events (user_id, event_id, event_type, "timestamp", properties, sent_at,
                received_at, ingest_partition, ingest_offset, body_hash)
            select new.user_id, new.event_id, new.event_type,
                timestamptz 'epoch' + new.event_millis * interval '1 millisecond', new.properties::jsonb,
                timestamptz 'epoch' + new.sent_millis * interval '1 millisecond',
                timestamptz 'epoch' + new.received_millis * interval '1 millisecond', $10, new.ingest_offset, new.body_hash
            from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[],
                $8::bigint[], $9::bigint[])
                as new (user_id, event_id, event_type, event_millis, properties, sent_millis, received_millis,
                    ingest_offset, body_hash)
            on conflict (user_id, event_id) do nothing
            """;

    /** Which of the given events are in the table with another place in the log, and whether their bodies are the same. */
    private static final String REPEATS = """
            select new.position, stored.body_hash = new.body_hash
            from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])
                with ordinality as new (user_id, event_id, ingest_offset, body_hash, position)
            join analytics.user_events stored on stored.user_id = new.user_id and stored.event_id = new.event_id
            where stored.ingest_offset <> new.ingest_offset
            """;

    private static final String ERASE = """
            delete from analytics.user_events where user_id = $1
            """;

    private final PlanInForce plan;

    EventTable(PlanInForce plan) {
        this.plan = plan;
    }

    /** Writes events of one partition in their order and notes the outcome of each; fails when one is there that was not expected to be. */
    Uni<Void> insert(SqlConnection connection, List<StoredEvent> events, Repeats repeats, Outcomes outcomes) {
        return switch (repeats) {
            case UNEXPECTED ->
                CopyIn.copy(connection, COPY, rows(events))
                        .invoke(() -> noteStored(events, outcomes))
                        .replaceWithVoid();
            case POSSIBLE -> insertNew(connection, events, outcomes);
        };
    }

    private Uni<Void> insertNew(SqlConnection connection, List<StoredEvent> events, Outcomes outcomes) {
        return connection.preparedQuery(INSERT_NEW).execute(columns(events)).chain(result -> {
            if (result.rowCount() == events.size()) {
                noteStored(events, outcomes);
                return Uni.createFrom().voidItem();
            }
            return connection
                    .preparedQuery(REPEATS)
                    .execute(keys(events))
                    .invoke(found -> noteRepeats(events, found, outcomes))
                    .replaceWithVoid();
        });
    }

    /** Deletes what there is of a user. */
    Uni<Void> erase(SqlConnection connection, UUID user) {
        return connection
                .preparedQuery(ERASE)
                .execute(Tuple.of(user.toString()))
                .replaceWithVoid();
    }

    private static void noteStored(List<StoredEvent> events, Outcomes outcomes) {
        events.forEach(event -> note(event, Fate.STORED, outcomes));
    }

    private void noteRepeats(List<StoredEvent> events, RowSet<Row> repeats, Outcomes outcomes) {
        Map<Integer, Boolean> sameBodyByIndex = HashMap.newHashMap(repeats.size());
        for (Row repeat : repeats) {
            sameBodyByIndex.put(repeat.getLong(0).intValue() - 1, repeat.getBoolean(1));
        }
        for (int i = 0; i < events.size(); i++) {
            Boolean sameBody = sameBodyByIndex.get(i);
            if (sameBody == null) {
                note(events.get(i), Fate.STORED, outcomes);
            } else if (sameBody) {
                note(events.get(i), Fate.STORED_BEFORE, outcomes);
            } else {
                outcomes.addConflict(conflict(events.get(i)));
            }
        }
    }

    private static void note(StoredEvent event, Fate fate, Outcomes outcomes) {
        outcomes.add(DataSet.EVENTS, event.receivedAt(), event.importId(), fate);
        if (fate == Fate.STORED) {
            event.oddities().forEach(oddity -> outcomes.addFinding(DataSet.EVENTS, event.receivedAt(), oddity));
        }
    }

    /** The clear user id is not known here: the quarantined row names the pseudonym. */
    private QuarantinedRow conflict(StoredEvent event) {
        Map<String, @Nullable Object> row = new TreeMap<>();
        row.put("user_id", event.user().toString());
        row.put("event_id", event.event().getEventId());
        row.put("event_type", event.event().getEventType());
        row.put(
                "timestamp",
                Instant.ofEpochMilli(event.event().getEventTimeMillis()).toString());
        byte[] raw = (CanonicalJson.write(row).replaceFirst("}$", ",\"properties\":") + event.properties() + "}")
                .getBytes(StandardCharsets.UTF_8);
        return new QuarantinedRow(
                DataSet.EVENTS,
                event.receivedAt(),
                QualityCode.CONFLICT,
                "the user has an event of this id with another body; user_id is the pseudonym",
                raw,
                raw.length,
                plan.plan().version(),
                null,
                event.importId(),
                null);
    }

    private static CopyRows rows(List<StoredEvent> events) {
        CopyRows rows = new CopyRows(events.size() * ROW_BYTES);
        UUID user = null;
        String userId = "";
        for (StoredEvent stored : events) {
            EventRecord event = stored.event();
            if (!stored.user().equals(user)) {
                user = stored.user();
                userId = user.toString();
            }
            rows.row(COLUMNS)
                    .text(userId)
                    .text(event.getEventId())
                    .text(event.getEventType())
                    .time(event.getEventTimeMillis())
                    .jsonb(stored.properties());
            if (event.getSentAtMillis() == 0) {
                rows.nothing();
            } else {
                rows.time(event.getSentAtMillis());
            }
            rows.time(event.getReceivedAtMillis())
                    .int2(stored.partition())
                    .int8(stored.offset())
                    .int8(event.getBodyHash());
        }
        return rows;
    }

    private static Tuple keys(List<StoredEvent> events) {
        int size = events.size();
        String[] users = new String[size];
        String[] eventIds = new String[size];
        Long[] offsets = new Long[size];
        Long[] bodyHashes = new Long[size];
        UUID user = null;
        for (int i = 0; i < size; i++) {
            StoredEvent event = events.get(i);
            users[i] = event.user().equals(user) ? users[i - 1] : event.user().toString();
            user = event.user();
            eventIds[i] = event.event().getEventId();
            offsets[i] = event.offset();
            bodyHashes[i] = event.event().getBodyHash();
        }
        return Tuple.of(users, eventIds, offsets, bodyHashes);
    }

    private static Tuple columns(List<StoredEvent> events) {
        int size = events.size();
        String[] types = new String[size];
        Long[] times = new Long[size];
        String[] properties = new String[size];
        Long[] sent = new Long[size];
        Long[] received = new Long[size];
        for (int i = 0; i < size; i++) {
            StoredEvent event = events.get(i);
            types[i] = event.event().getEventType();
            times[i] = event.event().getEventTimeMillis();
            properties[i] = event.properties();
            sent[i] =
                    event.event().getSentAtMillis() == 0 ? null : event.event().getSentAtMillis();
            received[i] = event.event().getReceivedAtMillis();
        }
        Tuple keys = keys(events);
        return Tuple.tuple()
                .addValue(keys.getValue(0))
                .addValue(keys.getValue(1))
                .addValue(types)
                .addValue(times)
                .addValue(properties)
                .addValue(sent)
                .addValue(received)
                .addValue(keys.getValue(2))
                .addValue(keys.getValue(3))
                .addValue((short) events.getFirst().partition());
    }

    static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
}
