package dev.lodestar.report.artifact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where bundles are kept. */
@ConfigMapping(prefix = "lodestar.artifacts")
public interface ArtifactConfig {
    /** Directory with one directory per run; replicas share it. */
    @WithDefault("${lodestar.data-dir:.lodestar/data}/report")
    Path directory();
}
