package dev.lodestar.report.notification;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel as it may be shown.
 *
 * @param target host of the address; of mails the domains that they go to
 * @param secret the signing secret, in the answer to the request that made the channel and never again
 */
@RegisterForReflection
public record ChannelResponse(
        UUID id, String kind, String target, @Nullable String secret) {}
