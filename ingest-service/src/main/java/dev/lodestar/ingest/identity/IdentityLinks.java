package dev.lodestar.ingest.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the link from a person to a pseudonym without making one, and cuts it. */
@ApplicationScoped
public class IdentityLinks {
    private static final String FIND = """
            select user_id, erasure_id from identity where user_hash = any($1::bytea[]) limit 1
            """;

    private static final String LOCK = """
            select user_id, erasure_id from identity where user_hash = any($1::bytea[]) limit 1 for update
            """;

    /** Of two who cut the same link at once, one gets no row and looks again. */
    private static final String HOLD = """
            insert into identity (user_hash, key_version, user_id, erasure_id) values ($1, $2, null, null)
            on conflict do nothing
            """;

    private static final String BLOCK = """
            update identity set user_id = null, erasure_id = $2 where user_hash = any($1::bytea[])
            """;

    private static final String REMOVE = """
            delete from identity where user_hash = any($1::bytea[])
            """;

    private static final String COUNT = """
            select count(*) from identity where user_id = $1
            """;

    private final Pool pool;
    private final Pseudonyms pseudonyms;

    IdentityLinks(Pool pool, Pseudonyms pseudonyms) {
        this.pool = pool;
        this.pseudonyms = pseudonyms;
    }

    /**
     * What is known of a person.
     *
     * @param pseudonym null once the link is cut
     * @param erasureId the erasure that keeps the id from returning, null where there is none
     */
    public record Link(@Nullable UUID pseudonym, @Nullable UUID erasureId) {}

    /** The hashes of a user id under every key that was ever in force, the present one first. */
    public List<byte[]> hashes(String userId) {
        return pseudonyms.hashes(userId);
    }

    /** The link of a person, empty where nothing was ever stored under the id. */
    public Uni<Optional<Link>> find(List<byte[]> hashes) {
        return pool.preparedQuery(FIND).execute(Tuple.of(buffers(hashes))).map(IdentityLinks::link);
    }

    /** The same, held until the transaction of the connection ends, also where there was none. */
    public Uni<Link> lock(SqlConnection connection, List<byte[]> hashes) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(buffers(hashes)))
                .chain(rows -> rows.size() > 0
                        ? Uni.createFrom().item(link(rows).orElseThrow())
                        : connection
                                .preparedQuery(HOLD)
                                .execute(Tuple.of(Buffer.buffer(hashes.getFirst()), (short) pseudonyms.keyVersion()))
                                .chain(() -> lock(connection, hashes)));
    }

    /** Cuts a link that is locked; nothing that comes under the id is taken in after that. */
    public Uni<Void> block(SqlConnection connection, List<byte[]> hashes, UUID erasureId) {
        return connection
                .preparedQuery(BLOCK)
                .execute(Tuple.of(buffers(hashes), erasureId))
                .replaceWithVoid();
    }

    /** Cuts a link that is locked, and any block; what comes under the id after that belongs to somebody new. */
    public Uni<Void> remove(SqlConnection connection, List<byte[]> hashes) {
        return connection
                .preparedQuery(REMOVE)
                .execute(Tuple.of(buffers(hashes)))
                .replaceWithVoid();
    }

    /** Forgets a pseudonym in this process's memory; other replicas do after {@code lodestar.pseudonym.cache-time}. */
    public void forget(UUID pseudonym) {
        pseudonyms.forget(pseudonym);
    }

    /** How many links lead to a pseudonym. */
    public Uni<Long> count(UUID pseudonym) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(pseudonym))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Optional<Link> link(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        return Optional.of(new Link(row.getUUID(0), row.getUUID(1)));
    }

    private static Buffer[] buffers(List<byte[]> hashes) {
        return hashes.stream().map(Buffer::buffer).toArray(Buffer[]::new);
    }
}
