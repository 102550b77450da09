package dev.lodestar.gateway.edge;

import dev.lodestar.kit.problem.Kind;
import dev.lodestar.kit.problem.ProblemCode;

/** What can go wrong at the gateway and nowhere else. */
enum GatewayProblem implements ProblemCode {
    ADDRESS_TOO_LONG(Kind.ADDRESS_TOO_LONG, "The address of the request is longer than the limit"),
    HEADERS_TOO_LARGE(Kind.HEADERS_TOO_LARGE, "The headers of the request are larger than the limit"),
    AMBIGUOUS_PATH(Kind.MALFORMED, "The path can be read in more than one way"),
    UNREADABLE_QUERY(Kind.MALFORMED, "The query holds an escape that is no character"),
    AMBIGUOUS_USER(Kind.MALFORMED, "The address can be read as naming more than one user"),
    CROSS_SITE_REQUEST(Kind.FORBIDDEN, "A session may change things only from the dashboard's own pages"),
    COUNTS_EVERYBODY(Kind.FORBIDDEN, "This counts everybody, and the token is held to segments"),
    BODY_TOO_LARGE(Kind.TOO_LARGE, "The body is larger than this route takes"),
    BODY_TOO_SLOW(Kind.TIMEOUT, "The body did not arrive in time"),
    RATE_LIMITED(Kind.LIMIT, "This client has used up its calls for now"),
    TOO_MANY_AT_ONCE(Kind.LIMIT, "This client has too many calls open at once"),
    LENGTH_NEEDED(Kind.TOO_LARGE, "This route takes bodies of a stated length only"),
    SERVICE_UNAVAILABLE(Kind.UNAVAILABLE, "A service behind the gateway cannot be reached"),
    SERVICE_TIMEOUT(Kind.UNAVAILABLE, "A service behind the gateway did not answer in time"),
    AUDIT_UNAVAILABLE(Kind.UNAVAILABLE, "The audit log cannot be written, so nothing may be answered");

    private final Kind kind;
    private final String title;

    GatewayProblem(Kind kind, String title) {
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
