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
import java.util.Optional;
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
            select data_set, raw, key_version from quarantine where user_hash = any($1::bytea[]) order by quarantine_id
            """;

    private static final String UNNAMED = """
            select quarantine_id, data_set, raw, key_version from quarantine
            where user_hash is null and quarantine_id > $1
            order by quarantine_id limit $2
            """;

    private static final String DELETE_ONES = """
            delete from quarantine where quarantine_id = any($1::bigint[])
            """;

    private final Pool pool;
    private final KeptBytes bytes;
    private final QuarantineConfig config;

    QuarantinedUsers(Pool pool, KeptBytes bytes, QuarantineConfig config) {
        this.pool = pool;
        this.bytes = bytes;
        this.config = config;
    }

    /** Deletes the rows that came under one of the hashes until an instant; yields how many. */
    public Uni<Long> delete(SqlConnection connection, List<byte[]> hashes, Instant until) {
        return connection
                .preparedQuery(DELETE)
                .execute(Tuple.of(buffers(hashes), until.atOffset(ZoneOffset.UTC)))
                .map(deleted -> (long) deleted.rowCount());
    }

    /**
     * Deletes the rows of nobody known in which one of the ids stands; yields how many. What is encrypted under a key that is not configured any more stays: nobody can read it.
     */
    public Uni<Long> deleteNaming(SqlConnection connection, Collection<String> ids) {
        List<byte[]> words = forms(ids).stream()
                .map(form -> form.getBytes(StandardCharsets.UTF_8))
                .toList();
        return deleteNaming(connection, words, 0, 0);
    }

    private Uni<Long> deleteNaming(SqlConnection connection, List<byte[]> words, long after, long before) {
        return connection
                .preparedQuery(UNNAMED)
                .execute(Tuple.of(after, config.pageSize()))
                .chain(rows -> {
                    List<Long> naming = new ArrayList<>();
                    long last = after;
                    for (Row row : rows) {
                        last = row.getLong("quarantine_id");
                        if (opened(row).filter(raw -> hasOne(raw, words)).isPresent()) {
                            naming.add(last);
                        }
                    }
                    Uni<Long> deleted = delete(connection, naming).map(more -> before + more);
                    long end = last;
                    return rows.size() < config.pageSize()
                            ? deleted
                            : deleted.chain(sum -> deleteNaming(connection, words, end, sum));
                });
    }

    private static Uni<Long> delete(SqlConnection connection, List<Long> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().item(0L)
                : connection
                        .preparedQuery(DELETE_ONES)
                        .execute(Tuple.of(rows.toArray(Long[]::new)))
                        .map(deleted -> (long) deleted.rowCount());
    }

    private static boolean hasOne(byte[] raw, List<byte[]> words) {
        return words.stream().anyMatch(word -> RawText.hasWord(raw, word));
    }

    private Optional<byte[]> opened(Row row) {
        return bytes.opened(row.getString("data_set"), row.getBuffer("raw").getBytes(), row.getShort("key_version"));
    }

    /** How many rows came under one of the hashes until an instant. */
    public Uni<Long> count(List<byte[]> hashes, Instant until) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(buffers(hashes), until.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The rows of a user as they came, but for those whose key is not configured any more. */
    public Uni<List<byte[]>> read(List<byte[]> hashes) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of((Object) buffers(hashes)))
                .map(rows -> {
                    List<byte[]> raw = new ArrayList<>();
                    rows.forEach(row -> opened(row).ifPresent(raw::add));
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
