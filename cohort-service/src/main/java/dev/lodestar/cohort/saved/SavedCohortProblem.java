package dev.lodestar.cohort.saved;

import dev.lodestar.kit.problem.Kind;
import dev.lodestar.kit.problem.ProblemCode;

/** What can go wrong with saved cohorts beyond a value that is not possible. */
enum SavedCohortProblem implements ProblemCode {
    NAME_TAKEN(Kind.CONFLICT, "Another cohort has this name"),
    VERSION_CONFLICT(Kind.CONFLICT, "The cohort has been changed meanwhile"),
    COHORT_IN_USE(Kind.CONFLICT, "Other cohorts refer to this one"),
    TOO_MANY_COHORTS(Kind.CONFLICT, "There are as many saved cohorts as there may be"),
    INVALID_CURSOR(Kind.INVALID, "The cursor is not one that was handed out");

    private final Kind kind;
    private final String title;

    SavedCohortProblem(Kind kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }
}
