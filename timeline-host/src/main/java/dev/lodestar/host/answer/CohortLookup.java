package dev.lodestar.host.answer;

/** Finds saved cohorts. */
public interface CohortLookup {
    /**
     * The cohort with an id or else a name; a problem names the field and the nearest names when there is none.
     *
     * @param field where the reference stands
     */
    SavedCohort find(String field, String idOrName);
}
