package dev.lodestar.cohort.saved;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of saved cohorts. */
@ConfigMapping(prefix = "lodestar.cohorts")
public interface SavedCohortConfig {
    /** How many cohorts may be saved. */
    @WithDefault("1000")
    int maxSaved();

    /** How many users the list of a static cohort may hold. */
    @WithDefault("50000")
    int maxListed();

    /** How long a change waits for the broker before it is answered; the broker is asked again later. */
    @WithDefault("5s")
    Duration publishTimeout();

    /** How often changes that the broker has not taken are sent again. */
    @WithDefault("10s")
    Duration publishInterval();

    /** How many cohorts a page may hold. */
    @WithDefault("100")
    int maxPage();
}
