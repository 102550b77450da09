package dev.lodestar.report.artifact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where bundles are kept. */
@ConfigMapping(prefix = "lodestar.artifacts")
public interface ArtifactConfig {
    /** Directory with one directory per run; replicas share it. */
    @WithDefault("${lodestar.data-dir:.lodestar/data}/report")
    Path directory();

    /** How long nothing may have come to a bundle that is being written before it is deleted: its process has stopped. Longer than {@code lodestar.run.claim-limit}. */
    @WithDefault("PT30M")
    Duration abandonedAfter();
}
