package dev.lodestar.report.bundle;

import dev.lodestar.report.artifact.Artifact;
import dev.lodestar.report.artifact.BundleDraft;
import java.util.List;

/**
 * A bundle that is written and not in its place yet.
 *
 * @param missing what it lacks, a sentence each; empty for a complete one
 */
public record ComposedBundle(BundleDraft draft, List<Artifact> artifacts, List<String> missing) {}
