package dev.lodestar.ingest.intake;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where rows come from.
 *
 * @param sentAtMillis when the client sent the request, 0 when it did not say
 * @param importId the import, null for a request
 */
public record Origin(
        Instant receivedAt, long sentAtMillis, @Nullable UUID importId) {}
