package dev.lodestar.report.run;

import dev.lodestar.kit.problem.Kind;
import dev.lodestar.kit.problem.ProblemCode;

/** What can go wrong with analysis runs. */
enum RunProblem implements ProblemCode {
    RUN_NOT_FOUND(Kind.NOT_FOUND, "There is no such analysis run"),
    INVALID_RUN_REQUEST(Kind.INVALID, "The analysis cannot be run as asked"),
    IDEMPOTENCY_KEY_REUSED(Kind.CONFLICT, "The idempotency key belongs to another request"),
    TOO_MANY_RUNS(Kind.LIMIT, "Too many analysis runs are unfinished"),
    INVALID_CURSOR(Kind.INVALID, "The cursor is not one of this list");

    private final Kind kind;
    private final String title;

    RunProblem(Kind kind, String title) {
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
