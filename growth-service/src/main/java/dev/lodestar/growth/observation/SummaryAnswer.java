package dev.lodestar.growth.observation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is needed of {@code GET /metrics/summary}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SummaryAnswer(
        @Nullable JsonNode definition,
        @Nullable PositionAnswer asOf,
        @Nullable Double completeness,
        @Nullable Long totalUsers,
        @Nullable Long monthlyActiveUsers,
        @Nullable Map<String, String> reasons)
        implements MeasuredAnswer {

    private static final String NO_ACTIVITY = "no_activity_events";

    /** Whether the data hold no activity at all, so that a zero beyond signup means nothing. */
    boolean lacksActivity() {
        return reasons != null && reasons.containsValue(NO_ACTIVITY);
    }
}
