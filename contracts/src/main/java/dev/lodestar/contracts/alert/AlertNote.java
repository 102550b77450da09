package dev.lodestar.contracts.alert;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an alert, or to a notification of one.
 *
 * @param kind of the rule
 * @param runId the run that opened, repeated or resolved it; null where that was no run
 * @param notification null where it is about the alert itself
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AlertNote(
        AlertAction action,
        Instant at,
        UUID alertId,
        UUID ruleId,
        String kind,
        String severity,
        @Nullable UUID runId,
        @Nullable Notification notification) {
    public AlertNote {
        Objects.requireNonNull(action);
        Objects.requireNonNull(at);
        Objects.requireNonNull(alertId);
        Objects.requireNonNull(ruleId);
    }

    /**
     * The notification that ended.
     *
     * @param channel kind of channel that it went by
     * @param event what was told
     * @param attempts how often it was tried
     * @param status status of HTTP or reply code of SMTP of the last attempt; null where there was none
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Notification(
            UUID id,
            String channel,
            String event,
            int attempts,
            @Nullable Integer status) {}
}
