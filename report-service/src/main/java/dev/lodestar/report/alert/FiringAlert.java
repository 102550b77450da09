package dev.lodestar.report.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert that fires, as it was kept.
 *
 * @param rule as it was called when the alert opened
 * @param observed the figure; null where the rule is not about one
 * @param threshold what the figure was held against
 * @param run the newest that said so
 * @param asOf what that run covered
 */
record FiringAlert(
        UUID id,
        Rule rule,
        String kind,
        String severity,
        @Nullable String segment,
        @Nullable Double observed,
        @Nullable Double threshold,
        UUID run,
        @Nullable JsonNode asOf,
        Instant openedAt) {
    /** The rule of an alert. */
    record Rule(UUID id, String name) {}
}
