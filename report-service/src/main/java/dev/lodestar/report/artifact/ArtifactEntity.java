package dev.lodestar.report.artifact;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of {@code artifact}. */
@Entity
@Table(name = "artifact")
@IdClass(ArtifactEntity.Key.class)
class ArtifactEntity {
    /** Primary key. */
    record Key(UUID runId, String name) implements Serializable {}

    @Id
    @Column(name = "run_id")
    UUID runId;

    @Id
    String name;

    @Column(name = "media_type")
    String mediaType;

    @Column(name = "size_bytes")
    long sizeBytes;

    String sha256;

    @Column(name = "row_count")
    @Nullable
    Long rowCount;

    static ArtifactEntity of(UUID runId, Artifact artifact) {
        ArtifactEntity row = new ArtifactEntity();
        row.runId = runId;
        row.name = artifact.name();
        row.mediaType = artifact.mediaType();
        row.sizeBytes = artifact.sizeBytes();
        row.sha256 = artifact.sha256();
        row.rowCount = artifact.rowCount();
        return row;
    }

    Artifact toDomain() {
        return new Artifact(name, mediaType, sizeBytes, sha256, rowCount);
    }
}
