package dev.lodestar.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error answer, RFC 9457.
 *
 * @param type address-like name of the problem, {@code urn:lodestar:problem:<code>}
 * @param code the stable code, for programs
 * @param detail what went wrong in this case, for people
 * @param field the parameter or path in the body at fault
 * @param expected what would be right
 * @param errorId on a 500: the id under which the log has the cause
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String code,
        @Nullable String detail,
        @Nullable String field,
        @Nullable String expected,
        @Nullable String errorId) {
    public static final String MEDIA_TYPE = "application/problem+json";

    static final int RETRY_AFTER_SECONDS = 2;

    public static Problem of(ProblemCode code, @Nullable String detail) {
        return of(code, detail, null, null, null);
    }

    static Problem of(ProblemException problem) {
        return of(problem.code(), problem.getMessage(), problem.field(), problem.expected(), null);
    }

    static Problem ofBug(String errorId) {
        return of(
                CommonProblem.INTERNAL_ERROR,
                "The cause is in the service's log under this error id.",
                null,
                null,
                errorId);
    }

    static Problem of(
            ProblemCode code,
            @Nullable String detail,
            @Nullable String field,
            @Nullable String expected,
            @Nullable String errorId) {
        return new Problem(
                "urn:lodestar:problem:" + code.code(),
                code.title(),
                code.kind().status(),
                code.code(),
                detail,
                field,
                expected,
                errorId);
    }
}
