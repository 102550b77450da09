package dev.lodestar.contracts.analysis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of one step of a run.
 *
 * @param outcome whether there is an answer
 * @param reason why there is none, a sentence for people; null when the step succeeded
 * @param answer the body of the REST answer to the same question; null unless the step succeeded
 * @param durationMillis time the owning service spent on the step
 * @param requestedBy who started the run, as the command says it; null in results of earlier versions
 * @param requester the same, by the id; null in results of earlier versions and where the command has none
 * @param run how the run ended; null but in the result of its last step
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AnalysisResult(
        String runId,
        AnalysisStep step,
        StepOutcome outcome,
        @Nullable String reason,
        @Nullable JsonNode answer,
        Instant computedAt,
        long durationMillis,
        @Nullable String requestedBy,
        @Nullable Requester requester,
        @Nullable RunEnd run) {
    /** Rejects an answer without success and a reason with it. JSON's null is no answer. */
    public AnalysisResult {
        answer = answer != null && answer.isNull() ? null : answer;
        if ((outcome == StepOutcome.SUCCEEDED) != (answer != null)) {
            throw new IllegalArgumentException("a step has an answer exactly when it succeeded");
        }
        if ((outcome == StepOutcome.SUCCEEDED) == (reason != null)) {
            throw new IllegalArgumentException("a step has a reason exactly when it did not succeed");
        }
    }

    public static AnalysisResult succeeded(
            AnalysisCommand command, JsonNode answer, Instant computedAt, long durationMillis) {
        return new AnalysisResult(
                command.runId(),
                command.step(),
                StepOutcome.SUCCEEDED,
                null,
                answer,
                computedAt,
                durationMillis,
                command.requestedBy(),
                command.requester(),
                null);
    }

    public static AnalysisResult failed(
            AnalysisCommand command, String reason, Instant computedAt, long durationMillis) {
        return new AnalysisResult(
                command.runId(),
                command.step(),
                StepOutcome.FAILED,
                reason,
                null,
                computedAt,
                durationMillis,
                command.requestedBy(),
                command.requester(),
                null);
    }

    /** The step did not apply or could not begin, because of what the reason says. */
    public static AnalysisResult skipped(AnalysisCommand command, String reason, Instant computedAt) {
        return new AnalysisResult(
                command.runId(),
                command.step(),
                StepOutcome.SKIPPED,
                reason,
                null,
                computedAt,
                0,
                command.requestedBy(),
                command.requester(),
                null);
    }
}
