package dev.lodestar.report.alert;

import dev.lodestar.kit.problem.Kind;
import dev.lodestar.kit.problem.ProblemCode;

/** What can go wrong with alerts and rules beyond a value that is not possible. */
enum AlertProblem implements ProblemCode {
    RULE_NOT_FOUND(Kind.NOT_FOUND, "There is no such alert rule"),
    NAME_TAKEN(Kind.CONFLICT, "Another alert rule has this name"),
    VERSION_CONFLICT(Kind.CONFLICT, "The alert rule has been changed meanwhile"),
    TOO_MANY_RULES(Kind.CONFLICT, "There are as many alert rules as there may be"),
    COUNTS_EVERYBODY(Kind.FORBIDDEN, "This counts users outside of your segments"),
    INVALID_CURSOR(Kind.INVALID, "The cursor is not one of this list");

    private final Kind kind;
    private final String title;

    AlertProblem(Kind kind, String title) {
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
