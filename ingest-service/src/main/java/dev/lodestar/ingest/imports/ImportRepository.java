package dev.lodestar.ingest.imports;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The imports, newest first. */
@ApplicationScoped
class ImportRepository implements PanacheRepositoryBase<ImportEntity, UUID> {
    /** The newest imports before an instant, or the newest of all. */
    Uni<List<ImportEntity>> page(@Nullable Instant before, int limit) {
        return before == null
                ? find("order by createdAt desc, importId").page(0, limit).list()
                : find("createdAt < ?1 order by createdAt desc, importId", before)
                        .page(0, limit)
                        .list();
    }
}
