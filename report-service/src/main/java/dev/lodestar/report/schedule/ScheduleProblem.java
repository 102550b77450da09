package dev.lodestar.report.schedule;

import dev.lodestar.kit.problem.Kind;
import dev.lodestar.kit.problem.ProblemCode;

/** What can go wrong with schedules beyond a value that is not possible. */
enum ScheduleProblem implements ProblemCode {
    SCHEDULE_NOT_FOUND(Kind.NOT_FOUND, "There is no such schedule"),
    NAME_TAKEN(Kind.CONFLICT, "Another schedule has this name"),
    VERSION_CONFLICT(Kind.CONFLICT, "The schedule has been changed meanwhile"),
    TOO_MANY_SCHEDULES(Kind.CONFLICT, "There are as many schedules as there may be"),
    INVALID_CURSOR(Kind.INVALID, "The cursor is not one of this list");

    private final Kind kind;
    private final String title;

    ScheduleProblem(Kind kind, String title) {
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
