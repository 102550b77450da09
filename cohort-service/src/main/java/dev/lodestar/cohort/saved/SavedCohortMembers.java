package dev.lodestar.cohort.saved;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lodestar.engine.cohort.CohortSizeAnswer;
import dev.lodestar.engine.query.AsOf;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many users belong to a cohort.
 *
 * @param users members that the data know, of those whom the caller may count; null where it is withheld
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was counted
 * @param suppressed what is withheld from a viewer, because it would tell of few users; left out where nothing is
 */
@RegisterForReflection
record SavedCohortMembers(
        @Nullable Long users,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> suppressed) {
    static SavedCohortMembers of(CohortSizeAnswer size, boolean withheld) {
        return new SavedCohortMembers(
                withheld ? null : size.users(),
                size.asOf(),
                size.completeness(),
                size.computedAt(),
                withheld ? List.of("users") : List.of());
    }
}
