package dev.lodestar.report.answer.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a run found out: the answers that came and, by step name, why the others did not. Tables, figures and sentences are functions of this
 * and of nothing else.
 *
 * @param missing reason, as a sentence, per step without an answer
 */
public record Evidence(
        RunFacts run,
        @Nullable Summary summary,
        @Nullable Engagement engagement,
        @Nullable Stickiness stickiness,
        @Nullable Activation activation,
        @Nullable Features features,
        @Nullable PowerUsers powerUsers,
        @Nullable NorthStar northStar,
        @Nullable Acquisition acquisition,
        @Nullable Funnel funnel,
        @Nullable Retention retention,
        @Nullable DayN dayN,
        @Nullable Comparison comparison,
        @Nullable CohortRevenue ltv,
        @Nullable Growth growth,
        Map<String, String> missing) {
    public Evidence {
        missing = Map.copyOf(missing);
    }

    /** Why a step has no answer; a general sentence when nobody said. */
    public String missingReason(String step) {
        return missing.getOrDefault(step, "the step gave no answer");
    }
}
