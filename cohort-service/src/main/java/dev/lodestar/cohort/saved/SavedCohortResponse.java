package dev.lodestar.cohort.saved;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.kit.wire.PositionHeader;
import dev.lodestar.kit.wire.Positioned;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A saved cohort.
 *
 * @param kind dynamic or static
 * @param listedUsers how many users a static cohort lists, else null
 * @param definition the definition of a dynamic cohort, other cohorts by their ids; null in a listing
 * @param members how many users belong to it now, of those whom the caller may count; null in a listing
 * @param suppressed what is withheld from a viewer, because it would tell of few users; left out where nothing is
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
        @Nullable SavedCohortMembers members,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> suppressed)
        implements Positioned {
    static SavedCohortResponse of(
            SavedCohortEntity cohort, @Nullable JsonNode definition, @Nullable SavedCohortMembers members) {
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
                members,
                List.of());
    }

    @Override
    public @Nullable String positionText() {
        return members == null
                ? null
                : PositionHeader.value(members.asOf().time(), members.asOf().partitions());
    }

    /** The same as somebody sees it who must not see how many users it lists. */
    SavedCohortResponse without(LongPredicate withheld) {
        return listedUsers == null || !withheld.test(listedUsers)
                ? this
                : new SavedCohortResponse(
                        id,
                        name,
                        description,
                        kind,
                        version,
                        createdAt,
                        createdBy,
                        updatedAt,
                        updatedBy,
                        null,
                        definition,
                        members,
                        List.of("listed_users"));
    }
}
