package dev.lodestar.cohort.saved;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The static cohorts that list a user. */
public record ListsOfUserResponse(List<ListOfUser> lists) {
    static ListsOfUserResponse of(List<SavedCohortEntity> listing) {
        return new ListsOfUserResponse(listing.stream()
                .map(cohort -> new ListOfUser(cohort.id, cohort.name, cohort.version, cohort.updatedAt))
                .toList());
    }

    /**
     * One of them.
     *
     * @param version of the list as it is now; it grows with each replacement
     * @param updatedAt when the list came to be as it is now
     */
    public record ListOfUser(UUID id, String name, int version, Instant updatedAt) {}
}
