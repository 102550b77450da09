package dev.lodestar.report.alert;

import dev.lodestar.report.alert.domain.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule, as it is held against a run.
 *
 * @param overtaken whether it was held against a run already that was asked for later than this one
 * @param firing its alert that fires
 */
record RuleToJudge(
        UUID id,
        String name,
        String severity,
        @Nullable String segment,
        Condition condition,
        @Nullable Duration repeatAfter,
        boolean overtaken,
        @Nullable Firing firing) {
    /** An alert that fires, and when it was told last. */
    record Firing(UUID alert, Instant notifiedAt, Instant openedAt) {}
}
