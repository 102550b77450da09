package dev.lodestar.ingest.imports;

import dev.lodestar.kit.problem.Kind;
import dev.lodestar.kit.problem.ProblemCode;

/** What can be wrong with a file as a whole. */
enum ImportProblem implements ProblemCode {
    UNKNOWN_DATA_SET(Kind.NOT_FOUND, "There is no such data set"),
    UNREADABLE_FILE(Kind.INVALID, "The file cannot be read"),
    MISSING_COLUMN(Kind.INVALID, "The file lacks a column"),
    TOO_MANY_BAD_ROWS(Kind.INVALID, "More rows of the file are bad than the limit allows"),
    INTERRUPTED(Kind.MALFORMED, "The upload broke off"),
    UNSUPPORTED_CONTENT_ENCODING(Kind.UNSUPPORTED, "The file's encoding is not supported"),
    TOO_MANY_IMPORTS(Kind.LIMIT, "Too many files are being received");

    private final Kind kind;
    private final String title;

    ImportProblem(Kind kind, String title) {
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
