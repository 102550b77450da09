package dev.lodestar.growth.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The growth step of analysis runs. */
@ConfigMapping(prefix = "lodestar.growth.run")
interface RunConfig {

    /** How long the step waits for the results it builds on before it goes on with those that have come. */
    @WithDefault("PT45S")
    Duration inputTimeout();

    /** How long a replica may take for a run that it has claimed; afterwards another one may claim it. */
    @WithDefault("PT30S")
    Duration claimTimeout();

    /** How often runs are looked for whose waiting time or claim is over. */
    @WithDefault("PT1S")
    Duration sweepInterval();

    /** How long commands and results are kept after they came. */
    @WithDefault("P7D")
    Duration keep();
}
