package dev.lodestar.cohort.saved;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be saved, checked.
 *
 * @param kind {@link #DYNAMIC} or {@link #STATIC}
 * @param listedUsers how many users a static cohort lists, else null
 * @param references the ids of the cohorts that a definition refers to
 * @param body the definition, or the list of pseudonyms
 * @param by who wants it
 */
record CohortDraft(
        String name,
        @Nullable String description,
        String kind,
        @Nullable Integer listedUsers,
        SortedSet<String> references,
        JsonNode body,
        String by) {
    static final String DYNAMIC = "dynamic";

    static final String STATIC = "static";
}
