package dev.lodestar.contracts.erasure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.UUID;

/**
 * Asks every service that holds something of single users about one of them.
 *
 * @param erasureId which erasure
 * @param user the pseudonym; when the command is written, nothing links it to a person any more
 * @param partition the partition of {@code timeline.v1} that the user lives in
 * @param endOffset the offset after the record of that partition that an answer must cover; 0 where any will do
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ErasureCommand(UUID erasureId, UUID user, ErasurePhase phase, int partition, long endOffset) {}
