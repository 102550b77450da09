package dev.lodestar.cohort.saved;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.engine.cohort.CohortSizeAnswer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A saved cohort.
 *
 * @param kind dynamic or static
 * @param listedUsers how many users a static cohort lists, else null
 * @param definition the definition of a dynamic cohort, other cohorts by their ids; null in a listing
 * @param members how many users belong to it now, of those whom the caller may count; null in a listing
 */
@RegisterForReflection
record SavedCohortResponse(
        UUID id,
        String name,
        @Nullable String description,
        String kind,
        int version,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,
        @Nullable Integer listedUsers,
        @Schema(implementation = Object.class) @Nullable JsonNode definition,
        @Nullable CohortSizeAnswer members) {
    static SavedCohortResponse of(
            SavedCohortEntity cohort, @Nullable JsonNode definition, @Nullable CohortSizeAnswer members) {
        return new SavedCohortResponse(
                cohort.id,
                cohort.name,
                cohort.description,
                cohort.kind,
                cohort.version,
                cohort.createdAt,
                cohort.createdBy,
                cohort.updatedAt,
                cohort.updatedBy,
                cohort.listedUsers,
                definition,
                members);
    }
}
