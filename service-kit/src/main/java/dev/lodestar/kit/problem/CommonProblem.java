package dev.lodestar.kit.problem;

/** The problems that every service knows. */
public enum CommonProblem implements ProblemCode {
    MALFORMED_REQUEST(Kind.MALFORMED, "The request cannot be read"),
    INVALID_PARAMETER(Kind.INVALID, "A value in the request is not possible"),
    UNAUTHENTICATED(Kind.UNAUTHENTICATED, "A valid token is needed"),
    FORBIDDEN(Kind.FORBIDDEN, "The token does not carry the role that this needs"),
    NOT_FOUND(Kind.NOT_FOUND, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(Kind.METHOD_NOT_ALLOWED, "This address does not know the method"),
    NOT_ACCEPTABLE(Kind.NOT_ACCEPTABLE, "The answer cannot be given in any of the accepted media types"),
    CONFLICT(Kind.CONFLICT, "The request contradicts what is stored"),
    TOO_LARGE(Kind.TOO_LARGE, "The request is larger than the limit"),
    UNSUPPORTED_MEDIA_TYPE(Kind.UNSUPPORTED, "The body's media type or encoding is not supported"),
    LIMIT_EXCEEDED(Kind.LIMIT, "Too many requests"),
    UNAVAILABLE(Kind.UNAVAILABLE, "A part that is needed does not answer now"),
    INTERNAL_ERROR(Kind.INTERNAL, "Something went wrong on our side");

    private final Kind kind;
    private final String title;

    CommonProblem(Kind kind, String title) {
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

    /** The problem that an HTTP status stands for, where only the status is known. */
    public static CommonProblem ofStatus(int status) {
        return switch (status) {
            case 400 -> MALFORMED_REQUEST;
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 409 -> CONFLICT;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> INVALID_PARAMETER;
            case 429 -> LIMIT_EXCEEDED;
            case 503 -> UNAVAILABLE;
            default -> status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
        };
    }
}
