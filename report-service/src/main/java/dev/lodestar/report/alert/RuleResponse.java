package dev.lodestar.report.alert;

import dev.lodestar.report.notification.ChannelResponse;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule.
 *
 * @param state firing or ok
 * @param lastJudgement what the newest run said; null before the first
 */
@RegisterForReflection
record RuleResponse(
        UUID id,
        String name,
        String kind,
        String severity,
        boolean enabled,
        @Nullable String segment,
        ConditionBody condition,
        @Nullable Duration repeatAfter,
        List<ChannelResponse> channels,
        String state,
        @Nullable Judgement lastJudgement,
        int version,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy) {
    /**
     * What a run said.
     *
     * @param outcome met, not_met or not_judged
     * @param reason why it was not judged
     */
    @RegisterForReflection
    record Judgement(
            UUID runId,
            Instant judgedAt,
            String outcome,
            @Nullable String reason,
            String sentence) {}

    RuleResponse with(List<ChannelResponse> own) {
        return new RuleResponse(
                id,
                name,
                kind,
                severity,
                enabled,
                segment,
                condition,
                repeatAfter,
                own,
                state,
                lastJudgement,
                version,
                createdAt,
                createdBy,
                updatedAt,
                updatedBy);
    }
}
