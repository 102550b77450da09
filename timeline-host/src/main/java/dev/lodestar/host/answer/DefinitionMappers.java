package dev.lodestar.host.answer;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.kit.problem.ProblemMappers;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns the engine's refusal of a question into a problem document. */
public class DefinitionMappers {
    private final ProblemMappers problems = new ProblemMappers();

    @ServerExceptionMapper
    public Response invalid(InvalidDefinitionException failure) {
        return problems.problem(ProblemException.invalid(failure.field(), failure.given(), failure.expected()));
    }
}
