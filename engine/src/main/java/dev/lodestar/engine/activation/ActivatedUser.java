package dev.lodestar.engine.activation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One user's way to activation.
 *
 * @param userId the pseudonym
 * @param segment the profile's segment, null where it has none
 * @param channel the profile's channel, null where it has none
 * @param status {@code fast}, {@code normal}, {@code slow} or {@code not_activated}
 * @param hoursToActivation hours from signup to activation, null where there is none
 */
public record ActivatedUser(
        UUID userId,
        @Nullable String segment,
        @Nullable String channel,
        String status,
        @Nullable Double hoursToActivation) {}
