package dev.lodestar.ingest.quarantine;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Brings refused rows under the key in force: those of versions that stored them in clear, those of earlier keys, and what a replica of such a version writes while it is being
 * replaced. When it has been once through, no row needs an earlier key.
 */
@ApplicationScoped
class QuarantineSealing {
    private static final Logger LOG = Logger.getLogger(QuarantineSealing.class);

    private static final String PAGE = """
            select quarantine_id, data_set, raw, key_version from (
                select *, sum(octet_length(raw)) over (order by quarantine_id) - octet_length(raw) as bytes_before
                from (
                    select quarantine_id, data_set, raw, key_version from quarantine
                    where key_version is distinct from $1 and octet_length(raw) > 0 and quarantine_id > $2
                    order by quarantine_id limit $3
                    for update skip locked
                ) page
            ) page where bytes_before < $4 order by quarantine_id
            """;

    private static final String SEAL = """
            update quarantine kept set raw = new.raw, key_version = $3
            from unnest($1::bigint[], $2::bytea[]) as new (quarantine_id, raw)
            where kept.quarantine_id = new.quarantine_id
            """;

    private final Pool pool;
    private final KeptBytes bytes;
    private final QuarantineConfig config;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("quarantine-sealing").daemon().factory());

    QuarantineSealing(Pool pool, KeptBytes bytes, QuarantineConfig config) {
        this.pool = pool;
        this.bytes = bytes;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        rounds.scheduleWithFixedDelay(this::round, 0, config.sealInterval().toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent ending) {
        rounds.shutdownNow();
    }

    private void round() {
        try {
            sealAll();
        } catch (RuntimeException e) {
            LOG.warn("Refused rows could not be brought under the key in force and will be tried again", e);
        }
    }

    /** Encrypts every row that is not under the key in force; tells how many. Blocks. */
    long sealAll() {
        long sealed = 0;
        long unknown = 0;
        Page page = new Page(0, 0, 0);
        do {
            page = next(page.last());
            sealed += page.sealed();
            unknown += page.unknown();
        } while (page.size() > 0);
        if (sealed > 0) {
            LOG.infof(
                    "Refused rows were brought under the key in force, rows=%d version=%d", sealed, bytes.keyVersion());
        }
        if (unknown > 0) {
            LOG.errorf(
                    "Refused rows cannot be read: their key is not among lodestar.pseudonym.previous-keys, rows=%d",
                    unknown);
        }
        return sealed;
    }

    private record Page(long last, int sealed, int unknown) {
        int size() {
            return sealed + unknown;
        }
    }

    private Page next(long after) {
        return pool.withTransaction(connection -> connection
                        .preparedQuery(PAGE)
                        .execute(Tuple.of(
                                (short) bytes.keyVersion(), after, config.pageSize(), (long) config.pageBytes()))
                        .chain(rows -> seal(connection, rows)))
                .await()
                .atMost(config.timeout());
    }

    private Uni<Page> seal(SqlConnection connection, RowSet<Row> rows) {
        List<Long> ids = new ArrayList<>();
        List<Buffer> sealed = new ArrayList<>();
        int unknown = 0;
        long last = 0;
        for (Row row : rows) {
            last = row.getLong("quarantine_id");
            String dataSet = row.getString("data_set");
            Optional<byte[]> raw = bytes.opened(dataSet, row.getBuffer("raw").getBytes(), row.getShort("key_version"));
            if (raw.isPresent()) {
                ids.add(last);
                sealed.add(Buffer.buffer(bytes.sealed(dataSet, raw.get())));
            } else {
                unknown++;
            }
        }
        Page page = new Page(last, ids.size(), unknown);
        return ids.isEmpty()
                ? Uni.createFrom().item(page)
                : connection
                        .preparedQuery(SEAL)
                        .execute(Tuple.of(
                                ids.toArray(Long[]::new), sealed.toArray(Buffer[]::new), (short) bytes.keyVersion()))
                        .replaceWith(page);
    }
}
