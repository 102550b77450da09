package dev.lodestar.host.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The service's part in erasures. */
@ConfigMapping(prefix = "lodestar.erasure-answers")
public interface ErasureConfig {
    /** How long shards may take to reach the place of an erasure in the timeline; after that the command stays without an answer, and comes again. */
    @WithDefault("PT20S")
    Duration patience();
}
