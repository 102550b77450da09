package dev.lodestar.engine.revenue;

import org.jspecify.annotations.Nullable;

/**
 * What the users of one acquisition channel who signed up in the range have paid up to its end.
 *
 * @param channel the channel; {@code (none)} for users whose profile names none
 * @param cohortSize all of them
 * @param payingUsers those who paid anything: the channel's new paying users
 * @param conversionRate paying / size
 * @param revenue the sum of their amounts, in the project's currency
 * @param arpu revenue / size, to date
 * @param arppu revenue / paying, to date; null without paying users
 */
public record ChannelRevenue(
        String channel,
        long cohortSize,
        @Nullable Long payingUsers,
        @Nullable Double conversionRate,
        @Nullable Double revenue,
        @Nullable Double arpu,
        @Nullable Double arppu) {}
