package dev.lodestar.report.run;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs and their steps. */
@ApplicationScoped
class RunRepository implements PanacheRepositoryBase<RunEntity, UUID> {
    private static final int FORGOTTEN_AT_ONCE = 100;

    private static final String TURN = "select cast(pg_advisory_xact_lock(hashtext('lodestar runs')) as text)";

    private static final String BEYOND = """
            select id
            from (
              select id, schedule_id, complete,
                row_number() over (partition by schedule_id order by requested_at desc, id desc) as place,
                row_number() over (partition by schedule_id, complete order by requested_at desc, id desc) as place_among_equals
              from analysis_run
              where end_published_at is not null) ended
            where place > case when schedule_id is null then cast(:kept as bigint) else cast(:keptPerSchedule as bigint) end
              and not (complete and place_among_equals = 1)
            """;

    /** The run, locked until the transaction ends, so that results of its steps are taken one after the other. */
    Uni<@Nullable RunEntity> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    Uni<@Nullable RunEntity> byIdempotencyKey(RunCaller caller, String key) {
        return find(
                        "idempotencyKey = ?1 and (requesterSubject = ?2 or requesterSubject is null and requestedBy = ?3)",
                        key,
                        caller.subject(),
                        caller.name())
                .firstResult();
    }

    /** Newest first, from after the cursor on. */
    Uni<List<RunEntity>> page(@Nullable RunCursor after, int size) {
        return after == null
                ? find("order by requestedAt desc, id desc").page(0, size).list()
                : find(
                                "requestedAt < ?1 or (requestedAt = ?1 and id < ?2) order by requestedAt desc, id desc",
                                after.requestedAt(),
                                after.id())
                        .page(0, size)
                        .list();
    }

    /** All runs that have not ended; their number is limited. */
    Uni<List<RunEntity>> unfinished() {
        return list("finishedAt is null order by requestedAt");
    }

    /** How many runs have not ended. No other transaction adds one until this one ends: whoever asks means to. */
    Uni<Long> unfinishedCount() {
        return getSession()
                .chain(session -> session.createNativeQuery(TURN, String.class).getSingleResult())
                .chain(() -> count("finishedAt is null"));
    }

    /** Takes the run for this replica until then; false when it is finished or another one holds it. */
    Uni<Boolean> claim(UUID id, Instant now, Instant until) {
        return update(
                        "claimedUntil = ?3 where id = ?1 and finishedAt is null and (claimedUntil is null or claimedUntil < ?2)",
                        id,
                        now,
                        until)
                .map(rows -> rows == 1);
    }

    /** Ids of the runs whose end others have not been told, oldest first. */
    Uni<List<UUID>> untold(int limit) {
        return find("select id from RunEntity where finishedAt is not null and endPublishedAt is null order by finishedAt")
                .project(UUID.class)
                .page(0, limit)
                .list();
    }

    /** Takes a run that has ended for this replica, to tell its end; false when that is told or another one is at it. */
    Uni<Boolean> claimEnd(UUID id, Instant now, Instant until) {
        return update(
                        "claimedUntil = ?3 where id = ?1 and finishedAt is not null and endPublishedAt is null and (claimedUntil is null or claimedUntil < ?2)",
                        id,
                        now,
                        until)
                .map(rows -> rows == 1);
    }

    Uni<Void> endPublished(UUID id, Instant at) {
        return update("endPublishedAt = ?2, claimedUntil = null where id = ?1", id, at)
                .replaceWithVoid();
    }

    /** Holds the run for longer; false when it is not held by that claim any more. */
    Uni<Boolean> renew(UUID id, Instant held, Instant until) {
        return update("claimedUntil = ?3 where id = ?1 and claimedUntil = ?2", id, held, until)
                .map(rows -> rows == 1);
    }

    /** Gives the run back, unless it is held by another claim by now. */
    Uni<Void> release(UUID id, Instant held) {
        return update("claimedUntil = null where id = ?1 and claimedUntil = ?2", id, held)
                .replaceWithVoid();
    }

    /**
     * Ids of the finished runs, of those whose end is told, beyond the newest so many: of those that somebody started, and of each schedule's. The newest one that lacks
     * nothing is not among them, however old it is.
     */
    Uni<List<UUID>> beyond(int kept, int keptPerSchedule) {
        return getSession()
                .chain(session -> session.createNativeQuery(BEYOND, UUID.class)
                        .setParameter("kept", kept)
                        .setParameter("keptPerSchedule", keptPerSchedule)
                        .setMaxResults(FORGOTTEN_AT_ONCE)
                        .getResultList());
    }

    Uni<List<RunEntity>> all(Collection<UUID> ids) {
        return list("id in ?1", ids);
    }
}
