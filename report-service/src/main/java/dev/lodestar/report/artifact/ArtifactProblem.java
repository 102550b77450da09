package dev.lodestar.report.artifact;

import dev.lodestar.kit.problem.Kind;
import dev.lodestar.kit.problem.ProblemCode;

/** What can go wrong with artifacts. */
enum ArtifactProblem implements ProblemCode {
    COUNTS_EVERYBODY(Kind.FORBIDDEN, "A bundle counts everybody, and the token is held to segments"),
    BUNDLE_NOT_FOUND(Kind.NOT_FOUND, "The run has no bundle"),
    ARTIFACT_NOT_FOUND(Kind.NOT_FOUND, "The bundle has no such file");

    private final Kind kind;
    private final String title;

    ArtifactProblem(Kind kind, String title) {
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
