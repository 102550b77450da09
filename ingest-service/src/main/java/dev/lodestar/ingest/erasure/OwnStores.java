package dev.lodestar.ingest.erasure;

import dev.lodestar.ingest.identity.IdentityLinks;
import dev.lodestar.ingest.quarantine.QuarantinedUsers;
import dev.lodestar.ingest.warehouse.WarehouseOffsets;
import dev.lodestar.ingest.warehouse.WarehouseUsers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this service itself holds of a user. */
@ApplicationScoped
class OwnStores {
    static final String SERVICE = "ingest-service";

    private final IdentityLinks links;
    private final QuarantinedUsers quarantine;
    private final WarehouseUsers warehouse;
    private final WarehouseOffsets offsets;
    private final String timelineTopic;

    OwnStores(
            IdentityLinks links,
            QuarantinedUsers quarantine,
            WarehouseUsers warehouse,
            WarehouseOffsets offsets,
            @ConfigProperty(name = "lodestar.topics.timeline") String timelineTopic) {
        this.links = links;
        this.quarantine = quarantine;
        this.warehouse = warehouse;
        this.offsets = offsets;
        this.timelineTopic = timelineTopic;
    }

    /** Counts by the names of the stores, once the warehouse has come past the erasure's record; empty before that. */
    Uni<Optional<Map<String, Long>>> count(Erasure erasure, Instant refusedUntil) {
        return offsets.of(timelineTopic)
                .chain(positions -> positions.getOrDefault(erasure.partition(), 0L) < erasure.endOffset()
                        ? Uni.createFrom().item(Optional.empty())
                        : links.count(erasure.openUser())
                                .chain(identities -> quarantine
                                        .count(erasure.hashes(), refusedUntil)
                                        .chain(refused -> warehouse
                                                .count(erasure.openUser())
                                                .map(rows -> Optional.of(rows(identities, refused, rows))))));
    }

    static Map<String, Long> rows(long identities, long refused, WarehouseUsers.Rows warehouse) {
        Map<String, Long> rows = new TreeMap<>();
        rows.put("identity", identities);
        rows.put("quarantine", refused);
        rows.put("warehouse_events", warehouse.events());
        rows.put("warehouse_profiles", warehouse.profiles());
        return rows;
    }
}
