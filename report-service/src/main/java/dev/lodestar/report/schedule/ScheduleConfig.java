package dev.lodestar.report.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Limits and times of schedules. */
@ConfigMapping(prefix = "lodestar.schedule")
public interface ScheduleConfig {
    /** How often a replica looks for schedules that are due: a run starts at most so much late, where there is room for it. */
    @WithDefault("PT10S")
    Duration pollInterval();

    /** The shortest time that a schedule may leave between two of its runs. */
    @WithDefault("PT15M")
    Duration minimumInterval();

    /** How many schedules there may be. */
    @WithDefault("50")
    @Min(1)
    int limit();

    /** Most days that a relative range may reach back. */
    @WithDefault("3660")
    @Min(1)
    int lastDaysLimit();

    /** How many of its next times a schedule shows. */
    @WithDefault("5")
    @Min(1)
    int preview();

    /** Schedules on a page when the request does not say. */
    @WithDefault("50")
    @Min(1)
    int pageSize();

    /** Most schedules a page may hold. */
    @WithDefault("100")
    @Min(1)
    int pageSizeLimit();
}
