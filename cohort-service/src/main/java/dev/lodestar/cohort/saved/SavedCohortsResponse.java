package dev.lodestar.cohort.saved;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A page of saved cohorts by name; {@code nextCursor} is null on the last page. */
@RegisterForReflection
record SavedCohortsResponse(
        List<SavedCohortResponse> cohorts, @Nullable String nextCursor) {
    /**
     * @param found up to {@code size} + 1 cohorts: one more than the page holds tells that there are more
     * @param withheld which numbers of listed users are not shown
     */
    static SavedCohortsResponse of(List<SavedCohortEntity> found, int size, LongPredicate withheld) {
        boolean more = found.size() > size;
        List<SavedCohortEntity> page = more ? found.subList(0, size) : found;
        return new SavedCohortsResponse(
                page.stream()
                        .map(cohort ->
                                SavedCohortResponse.of(cohort, null, null).without(withheld))
                        .toList(),
                more ? SavedCohortCursor.of(page.getLast().name) : null);
    }
}
