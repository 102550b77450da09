package dev.lodestar.report.notification;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a notification.
 *
 * @param id the same in each attempt: a webhook carries it as {@code webhook-id}
 * @param state pending, delivered, failed, or dropped as its channel was removed
 * @param lastStatus status of HTTP or reply code of SMTP of the last attempt; null where there was none
 * @param lastError why the last attempt failed, or whom of several recipients it did not reach
 * @param dueAt when it is tried next; null when it has ended
 */
@RegisterForReflection
public record DeliveryResponse(
        UUID id,
        String channel,
        String target,
        String event,
        String state,
        int attempts,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        @Nullable Instant dueAt,
        @Nullable Instant endedAt) {}
