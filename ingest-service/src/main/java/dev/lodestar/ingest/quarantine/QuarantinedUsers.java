package dev.lodestar.ingest.quarantine;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The refused rows of a user. Those that name their user are found by the hash; in those that nobody could read, and in conflicts, which name a pseudonym, the
 * id is looked for as a word of its own.
 */
@ApplicationScoped
public class QuarantinedUsers {
    private static final String DELETE = """
            delete from quarantine where user_hash = any($1::bytea[]) and received_at <= $2
            """;

    private static final String COUNT = """
            select count(*) from quarantine where user_hash = any($1::bytea[]) and received_at <= $2
            """;

    private static final String READ = """
            select raw from quarantine where user_hash = any($1::bytea[]) order by quarantine_id
            """;

    private static final String CANDIDATES = """
            select quarantine_id, raw from quarantine where user_hash is null and position($1::bytea in raw) > 0
            """;

    private static final String DELETE_ONES = """
            delete from quarantine where quarantine_id = any($1::bigint[])
            """;

    private final Pool pool;

    QuarantinedUsers(Pool pool) {
        this.pool = pool;
    }

    /** Deletes the rows that came under one of the hashes until an instant; yields how many. */
    public Uni<Long> delete(SqlConnection connection, List<byte[]> hashes, Instant until) {
        return connection
                .preparedQuery(DELETE)
                .execute(Tuple.of(buffers(hashes), until.atOffset(ZoneOffset.UTC)))
                .map(deleted -> (long) deleted.rowCount());
    }

    /** Deletes the rows of nobody known in which one of the ids stands; yields how many. */
    public Uni<Long> deleteNaming(SqlConnection connection, Collection<String> ids) {
        Uni<Long> deleted = Uni.createFrom().item(0L);
        for (String form : forms(ids)) {
            deleted = deleted.chain(before -> deleteNaming(connection, form).map(more -> before + more));
        }
        return deleted;
    }

    private static Uni<Long> deleteNaming(SqlConnection connection, String form) {
        byte[] word = form.getBytes(StandardCharsets.UTF_8);
        return connection
                .preparedQuery(CANDIDATES)
                .execute(Tuple.of(Buffer.buffer(word)))
                .chain(rows -> {
                    List<Long> naming = new ArrayList<>();
                    for (Row row : rows) {
                        if (RawText.hasWord(row.getBuffer(1).getBytes(), word)) {
                            naming.add(row.getLong(0));
                        }
                    }
                    return naming.isEmpty()
                            ? Uni.createFrom().item(0L)
                            : connection
                                    .preparedQuery(DELETE_ONES)
                                    .execute(Tuple.of(naming.toArray(Long[]::new)))
                                    .map(deleted -> (long) deleted.rowCount());
                });
    }

    /** How many rows came under one of the hashes until an instant. */
    public Uni<Long> count(List<byte[]> hashes, Instant until) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(buffers(hashes), until.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The rows of a user as they came. */
    public Uni<List<byte[]>> read(List<byte[]> hashes) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of((Object) buffers(hashes)))
                .map(rows -> {
                    List<byte[]> raw = new ArrayList<>();
                    rows.forEach(row -> raw.add(row.getBuffer(0).getBytes()));
                    return raw;
                });
    }

    /** An id as it is, and as JSON and CSV write it. */
    private static Set<String> forms(Collection<String> ids) {
        Set<String> forms = new LinkedHashSet<>();
        for (String id : ids) {
            forms.add(id);
            forms.add(id.replace("\\", "\\\\").replace("\"", "\\\""));
            forms.add(id.replace("\"", "\"\""));
        }
        return forms;
    }

    private static Buffer[] buffers(List<byte[]> hashes) {
        return hashes.stream().map(Buffer::buffer).toArray(Buffer[]::new);
    }
}
