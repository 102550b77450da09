package dev.lodestar.ingest.export;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The static cohorts of cohort-service that list a user. */
record ListsOfUser(List<ListOfUser> lists) {
    static final ListsOfUser NONE = new ListsOfUser(List.of());

    record ListOfUser(UUID id, String name, int version, Instant updatedAt) {}
}
