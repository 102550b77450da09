package dev.lodestar.report.schedule;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code schedule}. */
@ApplicationScoped
class ScheduleRepository implements PanacheRepositoryBase<ScheduleEntity, UUID> {
    private static final String TURN = "select cast(pg_advisory_xact_lock(hashtext('lodestar schedules')) as text)";

    /** Waits until no other transaction is adding a schedule, so that what is counted then is true until this one ends. */
    Uni<Void> takeTurn() {
        return getSession()
                .chain(session -> session.createNativeQuery(TURN, String.class).getSingleResult())
                .replaceWithVoid();
    }

    /** By name, after a name. */
    Uni<List<ScheduleEntity>> page(String after, int size) {
        return find("name > ?1 order by name", after).page(0, size).list();
    }

    /** Whether another schedule than this one has a name. */
    Uni<Boolean> isNameTaken(String name, UUID id) {
        return count("name = ?1 and id <> ?2", name, id).map(count -> count > 0);
    }

    /** The schedule, kept from all others until the transaction ends. */
    Uni<@Nullable ScheduleEntity> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Ids of what is due, the longest due first. */
    Uni<List<UUID>> due(Instant now, int limit) {
        return find("select id from ScheduleEntity where enabled and nextRunAt <= ?1 order by nextRunAt, id", now)
                .project(UUID.class)
                .page(0, limit)
                .list();
    }

    /** The schedule where it is due and no other transaction has it, kept from all others until this one ends. */
    Uni<@Nullable ScheduleEntity> lockedIfDue(UUID id, Instant now) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "from ScheduleEntity where id = :id and enabled and nextRunAt <= :now",
                                ScheduleEntity.class)
                        .setParameter("id", id)
                        .setParameter("now", now)
                        .setLockMode(LockMode.UPGRADE_SKIPLOCKED)
                        .getSingleResultOrNull());
    }
}
