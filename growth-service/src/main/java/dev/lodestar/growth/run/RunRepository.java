package dev.lodestar.growth.run;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class RunRepository implements PanacheRepositoryBase<RunEntity, String> {

    private static final int SWEEP_LIMIT = 100;

    /** Writes a command down unless the run is known already. */
    Uni<Integer> add(String runId, String command, @Nullable String traceParent, Instant receivedAt) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                        insert into growth_run (run_id, command, trace_parent, received_at)
                        values (:runId, :command, cast(:traceParent as text), :receivedAt)
                        on conflict (run_id) do nothing
                        """)
                        .setParameter("runId", runId)
                        .setParameter("command", command)
                        .setParameter("traceParent", traceParent)
                        .setParameter("receivedAt", receivedAt)
                        .executeUpdate());
    }

    /**
     * Takes a run up for this replica.
     *
     * @return 1 when it is ours; 0 when it is unknown, published, or taken by another whose time is not over
     */
    Uni<Integer> claim(String runId, Instant now, Instant expiredBefore) {
        return update(
                "claimedAt = ?2 where runId = ?1 and publishedAt is null and (claimedAt is null or claimedAt < ?3)",
                runId,
                now,
                expiredBefore);
    }

    /** Gives a run back, so that it is taken up again by the next sweep. */
    Uni<Integer> release(String runId) {
        return update("claimedAt = null where runId = ?1 and publishedAt is null", runId);
    }

    Uni<Integer> published(String runId, Instant at) {
        return update("publishedAt = ?2 where runId = ?1", runId, at);
    }

    /** Runs without a published result that nobody is at work on, oldest first. */
    Uni<List<RunEntity>> open(Instant claimExpiredBefore) {
        return find(
                        "publishedAt is null and (claimedAt is null or claimedAt < ?1) order by receivedAt",
                        claimExpiredBefore)
                .page(0, SWEEP_LIMIT)
                .list();
    }

    Uni<Long> forgetBefore(Instant receivedBefore) {
        return delete("receivedAt < ?1", receivedBefore);
    }
}
