package dev.lodestar.host.answer;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.sql.SqlParameters;

/** What a statement has in common with the question that it is of. */
public final class StatementParameters {
    private StatementParameters() {}

    /** The zone, the weeks, the plan and the range of a question; the standard where it says nothing. */
    public static SqlParameters of(AnalysisContext context, Scope scope) {
        return SqlParameters.STANDARD.with(
                choices -> choices.timeZone(context.calendar().zone())
                        .weekStart(context.calendar().weekStart())
                        .range(scope.from(), scope.to())
                        .plan(context.plan()));
    }
}
