package dev.lodestar.ingest.erasure;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code erasure}. A change of state names the state it starts from, so that two replicas at the same erasure do not undo each other. */
@ApplicationScoped
class ErasureRepository {
    private static final String COLUMNS = """
            erasure_id, state, on_return, user_id, user_hashes, requested_at, requested_by, asked_at, partition, end_offset,
            completed_at
            """;

    private static final String ADD = """
            insert into erasure (erasure_id, state, on_return, user_id, user_hashes, requested_at, requested_by)
            values ($1, 'counting', $2, $3, $4, $5, $6)
            """;

    private static final String FIND = "select " + COLUMNS + " from erasure where erasure_id = $1";

    private static final String OPEN =
            "select " + COLUMNS + " from erasure where state <> 'done' order by requested_at limit $1";

    private static final String RETURNING = "update erasure set on_return = $2 where erasure_id = $1";

    private static final String ASKED = "update erasure set asked_at = $2 where erasure_id = $1";

    private static final String RECORDED = """
            update erasure set state = $3, partition = $4, end_offset = $5, asked_at = null where erasure_id = $1 and state = $2
            """;

    private static final String DONE = """
            update erasure set state = 'done', completed_at = $2, user_id = null, user_hashes = null, asked_at = null
            where erasure_id = $1 and state = 'verifying' and end_offset = $3
            """;

    private final Pool pool;

    ErasureRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> add(SqlConnection connection, Erasure erasure) {
        Buffer[] hashes = erasure.hashes().stream().map(Buffer::buffer).toArray(Buffer[]::new);
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addValue(erasure.id())
                        .addValue(erasure.returning().wireName())
                        .addValue(erasure.openUser())
                        .addValue(hashes)
                        .addValue(time(erasure.requestedAt()))
                        .addValue(erasure.requestedBy()))
                .replaceWithVoid();
    }

    /** Changes what becomes of rows that come later. */
    Uni<Void> returning(SqlConnection connection, UUID id, Returning returning) {
        return connection
                .preparedQuery(RETURNING)
                .execute(Tuple.of(id, returning.wireName()))
                .replaceWithVoid();
    }

    Uni<Optional<Erasure>> find(UUID id) {
        return pool.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(erasure(row));
            }
            return Optional.empty();
        });
    }

    /** Those that are not done, the oldest first. */
    Uni<List<Erasure>> open(int limit) {
        return pool.preparedQuery(OPEN).execute(Tuple.of(limit)).map(rows -> {
            List<Erasure> open = new ArrayList<>();
            rows.forEach(row -> open.add(erasure(row)));
            return open;
        });
    }

    Uni<Void> asked(UUID id, Instant at) {
        return pool.preparedQuery(ASKED).execute(Tuple.of(id, time(at))).replaceWithVoid();
    }

    /** The timeline has another erasure record; services are to be asked anew. */
    Uni<Void> recorded(Erasure erasure, ErasureState next, int partition, long endOffset) {
        return pool.preparedQuery(RECORDED)
                .execute(Tuple.of(
                        erasure.id(), erasure.state().wireName(), next.wireName(), (short) partition, endOffset))
                .replaceWithVoid();
    }

    /** Forgets whose erasure it was, unless another record was written meanwhile. */
    Uni<Void> done(Erasure erasure, Instant at) {
        return pool.preparedQuery(DONE)
                .execute(Tuple.of(erasure.id(), time(at), erasure.endOffset()))
                .replaceWithVoid();
    }

    private static Erasure erasure(Row row) {
        Buffer[] hashes = row.getDelegate().getArrayOfBuffers("user_hashes");
        Short partition = row.getShort("partition");
        return new Erasure(
                row.getUUID("erasure_id"),
                ErasureState.of(row.getString("state")),
                Returning.of(row.getString("on_return")).orElseThrow(),
                row.getUUID("user_id"),
                hashes == null
                        ? List.of()
                        : Arrays.stream(hashes).map(Buffer::getBytes).toList(),
                row.getOffsetDateTime("requested_at").toInstant(),
                row.getString("requested_by"),
                instantOrNull(row.getOffsetDateTime("asked_at")),
                partition == null ? 0 : partition,
                row.getLong("end_offset"),
                instantOrNull(row.getOffsetDateTime("completed_at")));
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instantOrNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
