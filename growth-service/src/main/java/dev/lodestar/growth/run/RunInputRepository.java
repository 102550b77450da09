package dev.lodestar.growth.run;

import dev.lodestar.contracts.analysis.AnalysisStep;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class RunInputRepository implements PanacheRepositoryBase<RunInputEntity, RunInputEntity.Key> {

    /** Writes a result down unless one of its step has come before. */
    Uni<Integer> add(String runId, AnalysisStep step, String result, Instant receivedAt) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                        insert into growth_run_input (run_id, step, result, received_at)
                        values (:runId, :step, :result, :receivedAt)
                        on conflict (run_id, step) do nothing
                        """)
                        .setParameter("runId", runId)
                        .setParameter("step", step.name())
                        .setParameter("result", result)
                        .setParameter("receivedAt", receivedAt)
                        .executeUpdate());
    }

    Uni<List<RunInputEntity>> of(String runId) {
        return list("key.runId", runId);
    }

    Uni<Long> countOf(String runId) {
        return count("key.runId", runId);
    }

    Uni<Long> forgetBefore(Instant receivedBefore) {
        return delete("receivedAt < ?1", receivedBefore);
    }
}
