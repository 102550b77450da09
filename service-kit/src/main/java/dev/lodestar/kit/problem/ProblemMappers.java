package dev.lodestar.kit.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure that reaches the HTTP edge into a problem document. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(ProblemException failure) {
        return answer(Problem.of(failure));
    }

    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException failure) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    public Response authenticationFailed(AuthenticationFailedException failure) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure) {
        return answer(Problem.of(CommonProblem.FORBIDDEN, null));
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException failure) {
        ConstraintViolation<?> first =
                failure.getConstraintViolations().iterator().next();
        return answer(Problem.of(
                CommonProblem.INVALID_PARAMETER,
                field(first) + " is '" + first.getInvalidValue() + "'; it " + first.getMessage(),
                field(first),
                first.getMessage(),
                null));
    }

    @ServerExceptionMapper
    public Response malformed(JacksonException failure) {
        return answer(UnreadableBody.problem(failure));
    }

    /** Stands in the way of the platform's own, nearer mapper, whose answer in production has no body. */
    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException failure) {
        return malformed(failure);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        if (failure.getCause() instanceof JacksonException json) {
            return malformed(json);
        }
        if (status < 400) {
            return failure.getResponse();
        }
        if (status >= 500 && status != 503) {
            return bug(failure);
        }
        return answer(Problem.of(CommonProblem.ofStatus(status), failure.getMessage()));
    }

    @ServerExceptionMapper
    public Response bug(Throwable failure) {
        String errorId = UUID.randomUUID().toString();
        LOG.errorf(failure, "Unexpected failure, error_id=%s", errorId);
        return answer(Problem.ofBug(errorId));
    }

    private static Response unauthenticated() {
        return Response.fromResponse(answer(Problem.of(CommonProblem.UNAUTHENTICATED, null)))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    private static Response answer(Problem problem) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (problem.status() == 503 || problem.status() == 429) {
            answer.header(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
        }
        return answer.build();
    }

    private static String field(ConstraintViolation<?> violation) {
        String name = "";
        for (Path.Node node : violation.getPropertyPath()) {
            name = node.toString();
        }
        return name;
    }
}
