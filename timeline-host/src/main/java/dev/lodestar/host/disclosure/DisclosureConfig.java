package dev.lodestar.host.disclosure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** What viewers see of few users. */
@ConfigMapping(prefix = "lodestar.privacy")
public interface DisclosureConfig {
    /** The least number of users that a figure shown to a viewer may be about, 0 apart; with 1 nothing is withheld. Analysts see all. */
    @WithDefault("10")
    @Min(1)
    @Max(100_000)
    int minimumGroup();
}
