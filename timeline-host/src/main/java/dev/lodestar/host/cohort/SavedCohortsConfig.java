package dev.lodestar.host.cohort;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How saved cohorts are read. */
@ConfigMapping(prefix = "lodestar.saved-cohorts")
public interface SavedCohortsConfig {
    /** How long one poll of the topic may wait for records. */
    @WithDefault("500ms")
    Duration pollTimeout();
}
