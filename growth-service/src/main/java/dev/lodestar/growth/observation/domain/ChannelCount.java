package dev.lodestar.growth.observation.domain;

import org.jspecify.annotations.Nullable;

/**
 * Cost and yield of an acquisition channel over the range.
 *
 * @param spend in the project's currency; null where no acquisition data name the channel
 * @param newPayingUsers users of the channel who signed up in the range and have paid more than nothing; null where not measured, and where rows are
 *     known of a part of the range only
 */
public record ChannelCount(
        String channel, @Nullable Double spend, @Nullable Long newPayingUsers) {

    /** The same as spend and the payers it won. */
    public Acquired acquired() {
        return new Acquired(spend, newPayingUsers, "the range");
    }
}
