package dev.lodestar.growth.projection;

import dev.lodestar.growth.projection.domain.FlowSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How projections are computed. */
@ConfigMapping(prefix = "lodestar.growth.projection")
interface ProjectionConfig {

    /** Monte Carlo draws behind every quantile. More draws make them steadier and take proportionally longer. */
    @WithDefault("10000")
    @Min(FlowSettings.MIN_DRAWS)
    @Max(1_000_000)
    int draws();

    /** Seed of the draws of live answers; an analysis run brings its own. */
    @WithDefault("42")
    long seed();

    /** Months projected where a request does not say. */
    @WithDefault("12")
    @Min(1)
    @Max(FlowSettings.MAX_MONTHS)
    int months();

    /** No lever brings a conversion above it. */
    @WithDefault("0.95")
    @DecimalMin("0.01")
    @DecimalMax("0.999")
    double ceiling();

    /** Imagined users behind an assumed rate: how firmly it is believed. */
    @WithDefault("100")
    @DecimalMin("1")
    double assumedTrials();

    /** Relative distance of P10 and P90 in the sensitivity of an input that has no distribution of its own. */
    @WithDefault("0.2")
    @DecimalMin("0.01")
    @DecimalMax("0.99")
    double assumptionSpread();
}
