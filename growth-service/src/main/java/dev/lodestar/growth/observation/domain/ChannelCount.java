package dev.lodestar.growth.observation.domain;

import org.jspecify.annotations.Nullable;

/**
 * Cost and yield of an acquisition channel over the range.
 *
 * @param spend in the project's currency; null where no acquisition data name the channel
 * @param newPayingUsers users of the channel at the monetization stage of the growth funnel; null where not measured
 */
public record ChannelCount(
        String channel, @Nullable Double spend, @Nullable Long newPayingUsers) {}
