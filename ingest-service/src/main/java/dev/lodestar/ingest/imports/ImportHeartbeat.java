package dev.lodestar.ingest.imports;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Says of the imports that this service receives that they are alive; of one that falls silent everybody can tell that its service has ended. */
@ApplicationScoped
class ImportHeartbeat {
    private static final Logger LOG = Logger.getLogger(ImportHeartbeat.class);

    private static final String BEAT = """
            update import_file set updated_at = greatest(updated_at, $1)
            where import_id = any($2::uuid[]) and state = 'receiving'
            """;

    private final Pool pool;
    private final ImportConfig config;
    private final Clock clock;
    private final Set<UUID> alive = ConcurrentHashMap.newKeySet();

    ImportHeartbeat(Pool pool, ImportConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    /** Ends with the reception of the file. */
    interface Life extends AutoCloseable {
        @Override
        void close();
    }

    Life of(UUID importId) {
        alive.add(importId);
        return () -> alive.remove(importId);
    }

    void start(@Observes StartupEvent started, Vertx vertx) {
        vertx.setPeriodic(config.heartbeat().toMillis(), ignored -> beat());
    }

    private void beat() {
        UUID[] ids = alive.toArray(new UUID[0]);
        if (ids.length > 0) {
            Tuple beat = Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), ids);
            pool.preparedQuery(BEAT)
                    .execute(beat)
                    .subscribe()
                    .with(ignored -> {}, failure -> LOG.warn("The imports' heartbeat cannot be written", failure));
        }
    }
}
