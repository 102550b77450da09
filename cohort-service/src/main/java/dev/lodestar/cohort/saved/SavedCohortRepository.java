package dev.lodestar.cohort.saved;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code saved_cohort} and the bodies. */
@ApplicationScoped
class SavedCohortRepository implements PanacheRepositoryBase<SavedCohortEntity, UUID> {
    private static final String TURN = "select cast(pg_advisory_xact_lock(hashtext('lodestar saved cohorts')) as text)";
    private static final String LISTING = "from SavedCohortEntity c join SavedCohortBodyEntity b on b.id = c.id"
            + " where c.kind = '" + CohortDraft.STATIC + "' and b.body like :user";

    /** Waits until no other transaction is adding a cohort, so that what is counted then is true until this one ends. */
    Uni<Void> takeTurn() {
        return getSession()
                .chain(session -> session.createNativeQuery(TURN, String.class).getSingleResult())
                .replaceWithVoid();
    }

    /** The cohort with that id, if it was not deleted. */
    Uni<@Nullable SavedCohortEntity> existing(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }

    /** The same, kept from all others until the transaction ends. */
    Uni<@Nullable SavedCohortEntity> lockExisting(UUID id) {
        return find("id = ?1 and deletedAt is null", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    Uni<Long> countExisting() {
        return count("deletedAt is null");
    }

    /** Whether another cohort than this one has a name. */
    Uni<Boolean> isNameTaken(String name, UUID id) {
        return count("name = ?1 and id <> ?2 and deletedAt is null", name, id).map(count -> count > 0);
    }

    /** By name, after a name. */
    Uni<List<SavedCohortEntity>> page(String after, int size) {
        return find("name > ?1 and deletedAt is null order by name", after)
                .page(0, size)
                .list();
    }

    /** The cohorts whose definitions refer to another. */
    Uni<List<SavedCohortEntity>> referringTo(UUID id) {
        return list("referredTo like ?1 and deletedAt is null order by name", "%" + id + "%");
    }

    /** What the broker does not have yet, the oldest change first. */
    Uni<List<SavedCohortEntity>> unpublished(int size) {
        return find("publishedAt is null order by updatedAt").page(0, size).list();
    }

    Uni<@Nullable SavedCohortBodyEntity> body(UUID id) {
        return getSession().chain(session -> session.find(SavedCohortBodyEntity.class, id));
    }

    /** How many static cohorts list a user. */
    Uni<Long> countListing(UUID user) {
        return getSession()
                .chain(session -> session.createQuery("select count(*) " + LISTING, Long.class)
                        .setParameter("user", pattern(user))
                        .getSingleResult());
    }

    /** The static cohorts that list a user, by name. */
    Uni<List<SavedCohortEntity>> listing(UUID user) {
        return getSession()
                .chain(session -> session.createQuery(
                                "select c " + LISTING + " order by c.name, c.id", SavedCohortEntity.class)
                        .setParameter("user", pattern(user))
                        .getResultList());
    }

    /** The static cohorts that list a user, kept from all others until the transaction ends. */
    Uni<List<SavedCohortEntity>> lockListing(UUID user) {
        return getSession()
                .chain(session -> session.createQuery("select c " + LISTING + " order by c.id", SavedCohortEntity.class)
                        .setParameter("user", pattern(user))
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList());
    }

    private static String pattern(UUID user) {
        return "%\"" + user + "\"%";
    }

    Uni<Void> add(SavedCohortEntity cohort, SavedCohortBodyEntity body) {
        return persistAndFlush(cohort)
                .chain(() -> getSession())
                .chain(session -> session.persist(body).chain(session::flush));
    }
}
