package dev.lodestar.growth.lever;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class LeverRepository implements PanacheRepositoryBase<LeverEntity, String> {
    private static final String TURN = "select cast(pg_advisory_xact_lock(hashtext('lodestar levers')) as text)";

    /** Waits until no other transaction is adding a lever, so that what is counted then is true until this one ends. */
    Uni<Void> takeTurn() {
        return getSession()
                .chain(session -> session.createNativeQuery(TURN, String.class).getSingleResult())
                .replaceWithVoid();
    }

    /** Stores a lever, in place of the one of its name if there is one. */
    Uni<LeverEntity> put(LeverEntity entity) {
        return getSession().chain(session -> session.merge(entity));
    }
}
