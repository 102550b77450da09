package dev.lodestar.ingest.intake;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the installation's secret namespace of derived event ids, once. */
@ApplicationScoped
class EventNamespace {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Pool pool;
    private volatile @Nullable EventIds eventIds;

    EventNamespace(Pool pool) {
        this.pool = pool;
    }

    /** Blocks at the first call. */
    EventIds eventIds() {
        EventIds known = eventIds;
        if (known == null) {
            UUID namespace = pool.query("select event_namespace from installation")
                    .execute()
                    .map(rows -> rows.iterator().next().getUUID(0))
                    .await()
                    .atMost(TIMEOUT);
            known = new EventIds(namespace);
            eventIds = known;
        }
        return known;
    }
}
