package dev.lodestar.report.bundle;

import dev.lodestar.report.artifact.Artifact;
import java.util.List;

/**
 * A bundle that is in its place.
 *
 * @param missing what it lacks, a sentence each; empty for a complete one
 */
public record ComposedBundle(List<Artifact> artifacts, List<String> missing) {}
