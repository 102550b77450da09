package dev.lodestar.contracts.analysis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a service for one step of a run.
 *
 * @param runId the run, a UUID
 * @param from first day of the range, null for the default of the data
 * @param to day after the last day of the range, null for the default of the data
 * @param segment only users of this segment count; null for all
 * @param levers names of the levers to project together; empty for all
 * @param months how many months to project
 * @param seed seed of everything random in the run
 * @param barrier offset of the run's barrier record per partition of {@code timeline.v1}: answers cover exactly what lies before it
 * @param acquisitionOffset end offset of {@code acquisition.v1} when the run began: answers cover at least what lies before it
 * @param requestedBy name of the person or service that started the run
 * @param requester the same by its id at the provider; null in commands of earlier versions
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AnalysisCommand(
        String runId,
        AnalysisStep step,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String segment,
        List<String> levers,
        int months,
        long seed,
        Map<Integer, Long> barrier,
        long acquisitionOffset,
        Instant requestedAt,
        String requestedBy,
        @Nullable Requester requester) {
    public AnalysisCommand {
        levers = List.copyOf(levers);
        barrier = Map.copyOf(barrier);
    }
}
