package dev.lodestar.metrics.funnel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lodestar.engine.funnel.StepFunnelAnswer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a funnel.
 *
 * @param answer the figures
 * @param sql the statement that gives the same steps on the warehouse; null, and left out, where it was not asked for
 * @param sqlHistogram the statement that gives the classes of the times; null as {@code sql}
 * @param sqlTrend the statement that gives the periods; null also without a trend
 */
@RegisterForReflection
record FunnelQueryAnswer(
        @JsonUnwrapped StepFunnelAnswer answer,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sql,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sqlHistogram,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sqlTrend) {}
