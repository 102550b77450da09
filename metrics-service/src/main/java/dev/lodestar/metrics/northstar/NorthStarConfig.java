package dev.lodestar.metrics.northstar;

import dev.lodestar.engine.northstar.NorthStarSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.OptionalDouble;

/** What the project aims at. Its events and unit are those of the tracking plan. */
@ConfigMapping(prefix = "lodestar.north-star")
public interface NorthStarConfig {
    /** The value to reach in a week; without one there is no attainment and no forecast date. */
    OptionalDouble target();

    /** Over how many of the last complete weeks the trend is fitted. */
    @WithDefault("13")
    @Min(2)
    @Max(520)
    int trendWeeks();

    /** The settings as the engine takes them. */
    default NorthStarSettings settings() {
        return new NorthStarSettings(target().isPresent() ? target().getAsDouble() : null, trendWeeks());
    }
}
