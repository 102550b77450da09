package dev.lodestar.kit.problem;

/** What sort of failure a problem is, in the caller's terms. One switch turns kinds into HTTP statuses, nobody else does. */
public enum Kind {
    /** The request cannot be parsed. */
    MALFORMED,
    /** The request can be parsed, but a value in it is not possible. */
    INVALID,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    CONFLICT,
    TOO_LARGE,
    ADDRESS_TOO_LONG,
    HEADERS_TOO_LARGE,
    UNSUPPORTED,
    /** The caller took too long to send its request. */
    TIMEOUT,
    /** The caller sends too much or too fast. */
    LIMIT,
    /** A part that is needed does not answer now; trying again later may help. */
    UNAVAILABLE,
    /** A bug of ours. */
    INTERNAL;

    /** The HTTP status of this kind. */
    public int status() {
        return switch (this) {
            case MALFORMED -> 400;
            case INVALID -> 422;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case TIMEOUT -> 408;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case ADDRESS_TOO_LONG -> 414;
            case UNSUPPORTED -> 415;
            case LIMIT -> 429;
            case HEADERS_TOO_LARGE -> 431;
            case UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
    }
}
