package dev.lodestar.report.artifact;

import org.jspecify.annotations.Nullable;

/**
 * One file of a bundle.
 *
 * @param name path inside the bundle, with {@code /}
 * @param sizeBytes length of the file
 * @param sha256 lower-case hexadecimal
 * @param rowCount rows of a table without its header, null for what is not a table
 */
public record Artifact(
        String name,
        String mediaType,
        long sizeBytes,
        String sha256,
        @Nullable Long rowCount) {}
