package dev.lodestar.engine.acquisition;

import org.jspecify.annotations.Nullable;

/**
 * Visitors and spend of a channel over the range.
 *
 * @param channel the channel
 * @param visitors its visitors
 * @param spend the sum of what is known of its spend; null where nothing is
 */
public record ChannelAcquisition(
        String channel, long visitors, @Nullable Double spend) {}
