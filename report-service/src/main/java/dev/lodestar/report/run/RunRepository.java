package dev.lodestar.report.run;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs and their steps. */
@ApplicationScoped
class RunRepository implements PanacheRepositoryBase<RunEntity, UUID> {
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

    Uni<Long> unfinishedCount() {
        return count("finishedAt is null");
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

    Uni<Void> release(UUID id) {
        return update("claimedUntil = null where id = ?1", id).replaceWithVoid();
    }

    /** Ids of the finished runs beyond the newest so many, of those whose end is told. */
    Uni<List<UUID>> beyond(int kept) {
        return find("select id from RunEntity where endPublishedAt is not null order by requestedAt desc, id desc")
                .project(UUID.class)
                .range(kept, kept + 99)
                .list();
    }
}
