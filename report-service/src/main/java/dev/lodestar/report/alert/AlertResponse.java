package dev.lodestar.report.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.report.notification.DeliveryResponse;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An alert.
 *
 * @param observed the figure of the newest run that was judged while it fired; null where the rule is not about one
 * @param runId that run
 * @param openedRunId the run with which it began
 * @param asOf the ingest position of the figures; null where the run had none
 * @param resolvedBy the sentence of the run that ended it, or what else did
 */
@RegisterForReflection
record AlertResponse(
        UUID id,
        Rule rule,
        String kind,
        String severity,
        @Nullable String segment,
        String state,
        @Nullable Double observed,
        @Nullable Double threshold,
        String sentence,
        UUID runId,
        UUID openedRunId,
        @Schema(implementation = Map.class) @Nullable JsonNode asOf,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        List<DeliveryResponse> deliveries) {
    /** The rule as it was called; it may have been deleted since. */
    @RegisterForReflection
    record Rule(UUID id, String name) {}

    AlertResponse with(List<DeliveryResponse> own) {
        return new AlertResponse(
                id,
                rule,
                kind,
                severity,
                segment,
                state,
                observed,
                threshold,
                sentence,
                runId,
                openedRunId,
                asOf,
                openedAt,
                resolvedAt,
                resolvedBy,
                own);
    }
}
