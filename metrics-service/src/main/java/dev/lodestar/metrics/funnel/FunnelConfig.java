package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.query.FunnelThresholds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What it takes to reach a stage of the growth funnel. */
@ConfigMapping(prefix = "lodestar.growth-funnel")
public interface FunnelConfig {
    /** Hours after signup within which activation counts, inclusive. */
    @WithDefault("336")
    @Min(1)
    int activationHours();

    /** Distinct active days that make a user engaged. */
    @WithDefault("3")
    @Min(1)
    int engagementDays();

    /** Among that many first days, the day of signup included. */
    @WithDefault("7")
    @Min(1)
    int engagementWithinDays();

    /** Consecutive active weeks that make a habit. */
    @WithDefault("3")
    @Min(1)
    int habitWeeks();

    /** Days after signup in which activation, engagement, habit, collaboration and monetization may still come. */
    @WithDefault("14,7,42,90,180")
    @Size(min = 5, max = 5)
    List<Integer> horizonDays();

    /** The thresholds as the engine takes them. */
    default FunnelThresholds thresholds() {
        return new FunnelThresholds(
                activationHours(), engagementDays(), engagementWithinDays(), habitWeeks(), horizonDays());
    }
}
