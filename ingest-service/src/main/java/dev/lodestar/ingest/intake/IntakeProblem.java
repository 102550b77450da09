package dev.lodestar.ingest.intake;

import dev.lodestar.kit.problem.Kind;
import dev.lodestar.kit.problem.ProblemCode;

/** What can be wrong with a request as a whole. */
enum IntakeProblem implements ProblemCode {
    UNREADABLE_BODY(Kind.MALFORMED, "Nothing can be read from the body"),
    BODY_TOO_LARGE(Kind.TOO_LARGE, "The body is larger than the limit"),
    BATCH_TOO_LARGE(Kind.TOO_LARGE, "The request holds more rows than the limit"),
    UNSUPPORTED_CONTENT_ENCODING(Kind.UNSUPPORTED, "The body's encoding is not supported"),
    TOO_MANY_REQUESTS(Kind.LIMIT, "Too many requests are being worked on");

    private final Kind kind;
    private final String title;

    IntakeProblem(Kind kind, String title) {
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
