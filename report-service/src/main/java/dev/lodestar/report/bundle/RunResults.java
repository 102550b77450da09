package dev.lodestar.report.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.contracts.analysis.AnalysisStep;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked and what came of its steps.
 *
 * @param answers body per step that succeeded
 * @param missing reason per step that did not
 */
public record RunResults(
        UUID runId,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String segment,
        List<String> levers,
        int months,
        long seed,
        Instant requestedAt,
        Map<AnalysisStep, JsonNode> answers,
        Map<AnalysisStep, String> missing,
        List<StepFacts> steps) {
    /** One step, for the manifest. */
    public record StepFacts(
            String step,
            String service,
            String state,
            @Nullable Long durationMillis,
            @Nullable String reason) {}
}
