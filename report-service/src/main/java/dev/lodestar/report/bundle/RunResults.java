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
    /** The ingest position of the figures, the same in all answers that name one, as the first of them has it; null where none does. */
    public @Nullable JsonNode asOf() {
        return answers.values().stream()
                .map(answer -> answer.path("as_of"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(null);
    }

    /** Whether its range is that of the data, and no chosen one. */
    public boolean isOfAllData() {
        return from == null && to == null;
    }

    /** One step, for the manifest. */
    public record StepFacts(
            String step,
            String service,
            String state,
            @Nullable Long durationMillis,
            @Nullable String reason) {}
}
