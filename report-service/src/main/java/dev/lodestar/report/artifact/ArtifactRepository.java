package dev.lodestar.report.artifact;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** What is known of the files of bundles. */
@ApplicationScoped
public class ArtifactRepository implements PanacheRepositoryBase<ArtifactEntity, ArtifactEntity.Key> {
    /** Replaces what is known of a run's bundle, inside the caller's transaction. */
    public Uni<Void> replace(UUID runId, List<Artifact> artifacts) {
        List<ArtifactEntity> rows = artifacts.stream()
                .map(artifact -> ArtifactEntity.of(runId, artifact))
                .toList();
        Uni<Long> deleted = delete("runId", runId);
        return rows.isEmpty()
                ? deleted.replaceWithVoid()
                : deleted.chain(() -> persist(rows)); // persist refuses an empty list
    }

    /** The file of that name of every bundle that has it. */
    Uni<List<ArtifactEntity>> named(String name) {
        return list("name", name);
    }

    /** What is known of a file that has changed, inside the caller's transaction. */
    Uni<Integer> update(UUID runId, Artifact changed) {
        return update(
                "sizeBytes = ?1, sha256 = ?2, rowCount = ?3 where runId = ?4 and name = ?5",
                changed.sizeBytes(),
                changed.sha256(),
                changed.rowCount(),
                runId,
                changed.name());
    }

    /** The artifacts of a run by name; empty when it has none or does not exist. */
    Uni<List<Artifact>> ofRun(UUID runId) {
        return list("runId", Sort.by("name"), runId)
                .map(rows -> rows.stream().map(ArtifactEntity::toDomain).toList());
    }
}
