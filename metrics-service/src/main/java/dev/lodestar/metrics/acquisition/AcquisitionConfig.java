package dev.lodestar.metrics.acquisition;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How visitors and spend are read. */
@ConfigMapping(prefix = "lodestar.acquisition")
public interface AcquisitionConfig {
    /** How long a step of a run waits for what was in the topic when the run began. */
    @WithDefault("30s")
    Duration waitTimeout();

    /** How long one poll of the topic may wait for records. */
    @WithDefault("500ms")
    Duration pollTimeout();
}
