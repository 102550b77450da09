package dev.lodestar.kit.problem;

import org.jspecify.annotations.Nullable;

/** A failure that the caller can understand. Knows nothing of HTTP. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemCode code;
    private final @Nullable String field;
    private final @Nullable String expected;

    /** @param detail what went wrong in this case, a sentence for people without personal data */
    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, null, null);
    }

    /**
     * A problem with one field of the request.
     *
     * @param field the parameter, or the path in the body
     * @param expected what would be right
     */
    public ProblemException(ProblemCode code, String detail, @Nullable String field, @Nullable String expected) {
        super(detail);
        this.code = code;
        this.field = field;
        this.expected = expected;
    }

    /** A value that is not possible: names the field, what was given and what is allowed. */
    public static ProblemException invalid(String field, @Nullable Object given, String expected) {
        return new ProblemException(
                CommonProblem.INVALID_PARAMETER,
                field + (given == null ? " is missing" : " is '" + given + "'") + "; allowed is " + expected,
                field,
                expected);
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(CommonProblem.NOT_FOUND, detail);
    }

    public static ProblemException unavailable(String detail) {
        return new ProblemException(CommonProblem.UNAVAILABLE, detail);
    }

    public ProblemCode code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }

    public @Nullable String expected() {
        return expected;
    }

    /** The detail; never null. */
    @Override
    public String getMessage() {
        String detail = super.getMessage();
        return detail == null ? code.title() : detail;
    }
}
