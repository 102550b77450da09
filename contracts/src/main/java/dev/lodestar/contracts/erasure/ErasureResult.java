package dev.lodestar.contracts.erasure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What a service holds of a user, counted.
 *
 * @param endOffset that of the command: the count covers what lies before it in the user's partition
 * @param service who has counted
 * @param rows how many rows there are, by the name of the store
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ErasureResult(
        UUID erasureId, ErasurePhase phase, long endOffset, String service, Map<String, Long> rows, Instant countedAt) {
    public ErasureResult {
        rows = Map.copyOf(rows);
    }
}
