package dev.lodestar.growth.lever;

import dev.lodestar.kit.problem.Kind;
import dev.lodestar.kit.problem.ProblemCode;

/** What can go wrong with levers beyond a value that is not possible. */
enum LeverProblem implements ProblemCode {
    TOO_MANY_LEVERS(Kind.CONFLICT, "The project has as many levers as it may have");

    private final Kind kind;
    private final String title;

    LeverProblem(Kind kind, String title) {
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
