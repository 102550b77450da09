package dev.lodestar.report.artifact;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The files of a bundle with their addresses. */
record ArtifactsResponse(UUID runId, String bundle, List<Item> artifacts) {
    /** One file. */
    record Item(
            String name,
            String mediaType,
            long sizeBytes,
            String sha256,
            @Nullable Long rowCount,
            String href) {}

    static ArtifactsResponse from(UUID runId, List<Artifact> artifacts) {
        String base = "/api/v1/analysis/runs/" + runId;
        return new ArtifactsResponse(
                runId,
                base + "/bundle.zip",
                artifacts.stream()
                        .map(artifact -> new Item(
                                artifact.name(),
                                artifact.mediaType(),
                                artifact.sizeBytes(),
                                artifact.sha256(),
                                artifact.rowCount(),
                                base + "/artifacts/" + artifact.name()))
                        .toList());
    }
}
