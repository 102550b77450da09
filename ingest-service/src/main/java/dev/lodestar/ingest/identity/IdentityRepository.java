package dev.lodestar.ingest.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code identity}. Hashes travel wrapped in {@link ByteBuffer}, which has the equality that arrays lack. */
@ApplicationScoped
class IdentityRepository {
    private static final String FIND = """
            select user_hash, user_id from identity where user_hash = any($1::bytea[])
            """;

    /** Sorted, so that concurrent inserts of the same users cannot wait for each other in a circle. */
    private static final String ADD = """
            insert into identity (user_hash, key_version)
            select user_hash, $2 from unnest($1::bytea[]) as new (user_hash) order by user_hash
            on conflict do nothing
            returning user_hash, user_id
            """;

    private static final String REKEY = """
            update identity set user_hash = $1, key_version = $2 where user_hash = $3
            """;

    private static final String FORGET = """
            delete from identity where user_id = any($1::uuid[])
            """;

    private final Pool pool;

    IdentityRepository(Pool pool) {
        this.pool = pool;
    }

    /** The pseudonym of every hash that there is; null where the user was erased and may not return. */
    Uni<Map<ByteBuffer, @Nullable UUID>> find(Collection<ByteBuffer> hashes) {
        return pool.preparedQuery(FIND).execute(Tuple.of(array(hashes))).map(IdentityRepository::pseudonyms);
    }

    /** Gives each hash a new pseudonym, unless somebody else just has; answers with those given here. */
    Uni<Map<ByteBuffer, @Nullable UUID>> add(Collection<ByteBuffer> hashes, int keyVersion) {
        return pool.preparedQuery(ADD)
                .execute(Tuple.of(array(hashes), (short) keyVersion))
                .map(IdentityRepository::pseudonyms);
    }

    /** Moves a user from a hash under a previous key to the one under the current key. */
    Uni<Void> rekey(ByteBuffer previous, ByteBuffer current, int keyVersion) {
        return pool.preparedQuery(REKEY)
                .execute(Tuple.of(bytes(current), (short) keyVersion, bytes(previous)))
                .replaceWithVoid();
    }

    /** Deletes the mapping of users, within the transaction of a connection. */
    Uni<Void> forget(SqlConnection connection, Collection<UUID> pseudonyms) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(pseudonyms.toArray(new UUID[0])))
                .replaceWithVoid();
    }

    private static Buffer[] array(Collection<ByteBuffer> hashes) {
        return hashes.stream().map(IdentityRepository::bytes).toArray(Buffer[]::new);
    }

    private static Buffer bytes(ByteBuffer hash) {
        byte[] bytes = new byte[hash.remaining()];
        hash.duplicate().get(bytes);
        return Buffer.buffer(bytes);
    }

    private static Map<ByteBuffer, @Nullable UUID> pseudonyms(RowSet<Row> rows) {
        Map<ByteBuffer, @Nullable UUID> pseudonyms = new HashMap<>();
        for (Row row : rows) {
            pseudonyms.put(ByteBuffer.wrap(row.getBuffer(0).getBytes()), row.getUUID(1));
        }
        return pseudonyms;
    }
}
