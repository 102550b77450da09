package dev.lodestar.growth.lever;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class LeverRepository implements PanacheRepositoryBase<LeverEntity, String> {

    /** Stores a lever, in place of the one of its name if there is one. */
    Uni<LeverEntity> put(LeverEntity entity) {
        return getSession().chain(session -> session.merge(entity));
    }
}
