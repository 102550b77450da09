package dev.lodestar.growth.assumption;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class AssumptionRepository implements PanacheRepositoryBase<AssumptionEntity, AssumptionEntity.Key> {

    /** Every version, by name and first day. */
    Uni<List<AssumptionEntity>> all() {
        return list("order by key.name, key.validFrom");
    }

    /** Stores versions; one that begins on the same day as a known one of its name replaces it. */
    Uni<Void> put(List<AssumptionEntity> entities) {
        return getSession().chain(session -> session.mergeAll(entities.toArray()));
    }
}
