package dev.lodestar.ingest.quarantine;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
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
import org.jspecify.annotations.Nullable;

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

    /** Rows until their bytes are enough; the bytes themselves are fetched of those only. */
    private static final String PAGE = """
            select quarantine_id, data_set, raw, key_version from (
                select *, sum(octet_length(raw)) over (order by quarantine_id) - octet_length(raw) as bytes_before
                from (
                    select quarantine_id, data_set, raw, key_version from quarantine
                    where %s and quarantine_id > $1
                    order by quarantine_id limit $2
                ) page
            ) page where bytes_before < $3 order by quarantine_id
            """;

    private static final String READ = PAGE.formatted("user_hash = any($4::bytea[])");

    private static final String UNNAMED = PAGE.formatted("user_hash is null");

    private static final String DELETE_ONES = """
            delete from quarantine where quarantine_id = any($1::bigint[])
            """;

    private final Pool pool;
    private final KeptBytes bytes;
    private final QuarantineConfig config;
    private final Vertx vertx;

    QuarantinedUsers(Pool pool, KeptBytes bytes, QuarantineConfig config, Vertx vertx) {
        this.vertx = vertx;
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
                .execute(Tuple.of(after, config.pageSize(), (long) config.pageBytes()))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(before)
                        : naming(rows, words)
                                .chain(found -> delete(connection, found.naming()))
                                .chain(more -> deleteNaming(connection, words, last(rows), before + more)));
    }

    private record Found(List<Long> naming) {}

    /** Deciphers and searches a page, which takes its time, on a worker thread. */
    private Uni<Found> naming(RowSet<Row> rows, List<byte[]> words) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(
                                () -> {
                                    List<Long> naming = new ArrayList<>();
                                    for (Row row : rows) {
                                        if (opened(row)
                                                .filter(raw -> hasOne(raw, words))
                                                .isPresent()) {
                                            naming.add(row.getLong("quarantine_id"));
                                        }
                                    }
                                    return new Found(naming);
                                },
                                false)
                        .toCompletionStage());
    }

    private static long last(RowSet<Row> rows) {
        long last = 0;
        for (Row row : rows) {
            last = row.getLong("quarantine_id");
        }
        return last;
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

    /**
     * A refused row of a user.
     *
     * @param raw the row as it came, null where its key is not configured any more
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way; nobody compares or changes them
    public record Kept(long id, byte @Nullable [] raw) {}

    /** A page of the rows of a user, those after an id; empty at the end. */
    public Uni<List<Kept>> read(List<byte[]> hashes, long after) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(after, config.pageSize(), (long) config.pageBytes(), buffers(hashes)))
                .map(rows -> {
                    List<Kept> kept = new ArrayList<>();
                    rows.forEach(row -> kept.add(
                            new Kept(row.getLong("quarantine_id"), opened(row).orElse(null))));
                    return kept;
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
