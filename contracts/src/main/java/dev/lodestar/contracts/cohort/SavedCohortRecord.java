package dev.lodestar.contracts.cohort;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cohort that somebody has saved, on {@code cohorts.saved.v1} under its id. It has either a definition or a list of users. The record of a
 * deleted cohort is empty.
 *
 * @param id what it is referred to by, for ever
 * @param name what people call it; unique among the cohorts that exist
 * @param version counts its changes, from 1
 * @param definition who belongs to it, in the words of the API, other cohorts by their ids
 * @param users the pseudonyms of those who belong to it
 * @param createdAt when it was saved first
 * @param createdBy by whom
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SavedCohortRecord(
        UUID id,
        String name,
        int version,
        @Nullable JsonNode definition,
        @Nullable List<UUID> users,
        Instant createdAt,
        String createdBy) {
    /** Rejects a cohort of both kinds or of none. */
    public SavedCohortRecord {
        if ((definition == null) == (users == null)) {
            throw new IllegalArgumentException("a cohort has a definition or a list of users");
        }
        users = users == null ? null : List.copyOf(users);
    }
}
