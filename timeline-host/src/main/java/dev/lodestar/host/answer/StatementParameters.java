package dev.lodestar.host.answer;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.host.caller.CallerSegments;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.problem.CommonProblem;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** What a statement has in common with the question that it is of, and who may have it. */
@ApplicationScoped
public class StatementParameters {
    private final SecurityIdentity identity;
    private final CallerSegments callerSegments;

    StatementParameters(SecurityIdentity identity, CallerSegments callerSegments) {
        this.identity = identity;
        this.callerSegments = callerSegments;
    }

    /**
     * The zone, the weeks, the plan and the range of a question; the standard where it says nothing. Refuses, as forbidden, a statement to viewers, and
     * one that would write down pseudonyms for somebody who is held to segments: a list does not tell whose they are.
     */
    public SqlParameters of(AnalysisContext context, Scope scope) {
        if (!identity.hasRole(Roles.ANALYST) && !identity.hasRole(Roles.ADMIN)) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "Statements are for analysts. Ask for the figures, without 'sql'.");
        }
        if (scope.filters().listedUsers() > 0 && callerSegments.current().isPresent()) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN,
                    "The statement would name the users on the list of a saved cohort, also those outside of the segments that the token names."
                            + " Ask for the figures, or for a statement of another cohort.");
        }
        return SqlParameters.STANDARD.with(
                choices -> choices.timeZone(context.calendar().zone())
                        .weekStart(context.calendar().weekStart())
                        .range(scope.from(), scope.to())
                        .plan(context.plan()));
    }
}
