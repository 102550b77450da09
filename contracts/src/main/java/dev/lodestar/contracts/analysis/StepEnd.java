package dev.lodestar.contracts.analysis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a step of a run ended: its {@link AnalysisResult} for those who need not know the answer, which may be of many megabytes and is passed over when this is read.
 *
 * @param durationMillis time the owning service spent on the step
 * @param requestedBy who started the run; null in results of earlier versions
 * @param requester the same by its id at the provider; null in results of earlier versions
 * @param run how the run ended; null but in the result of its last step
 * @param answer what is kept of the answer; null unless the step succeeded
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StepEnd(
        String runId,
        AnalysisStep step,
        StepOutcome outcome,
        Instant computedAt,
        long durationMillis,
        @Nullable String requestedBy,
        @Nullable Requester requester,
        @Nullable RunEnd run,
        @Nullable Covering answer) {

    /** The ingest position that the answer covers; null in an answer that names none. */
    public @Nullable Position asOf() {
        return answer == null ? null : answer.asOf();
    }

    /** An answer, but for its figures. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Covering(@Nullable Position asOf) {}

    /**
     * An ingest position.
     *
     * @param time when the newest record covered was received; null where that is not known
     * @param partitions the offset of the last record covered, by partition
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Position(@Nullable Instant time, @Nullable Map<String, Long> partitions) {}
}
