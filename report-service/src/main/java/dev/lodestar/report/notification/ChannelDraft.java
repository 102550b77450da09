package dev.lodestar.report.notification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel that has been checked.
 *
 * @param target null for one that stays as it is; then the other parts say nothing
 * @param shown what of the target may be shown
 */
public record ChannelDraft(
        UUID id, String kind, String shown, @Nullable Target target) {
    static ChannelDraft kept(UUID id) {
        return new ChannelDraft(id, "", "", null);
    }
}
