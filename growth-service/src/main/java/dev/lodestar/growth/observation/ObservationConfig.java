package dev.lodestar.growth.observation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How growth asks the services that it builds on. */
@ConfigMapping(prefix = "lodestar.growth.observation")
interface ObservationConfig {

    /** How long a service may be out of reach, as while its only replica is replaced, before those who ask about growth are told. With 0 they are told at once. */
    @WithDefault("25s")
    Duration outage();
}
