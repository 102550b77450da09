package dev.lodestar.engine.query;

import java.util.List;

/**
 * The thresholds of the growth funnel.
 *
 * @param activationHours hours after signup within which activation counts, inclusive
 * @param engagementDays distinct active days that make a user engaged
 * @param engagementWithinDays among that many first days, the day of signup included
 * @param habitWeeks consecutive active weeks that make a habit
 * @param horizonDays days of 24 hours after signup in which activation, engagement, habit, collaboration and monetization may still come
 */
public record FunnelThresholds(
        int activationHours, int engagementDays, int engagementWithinDays, int habitWeeks, List<Integer> horizonDays) {
    private static final int STAGES_WITH_HORIZON = 5;

    /** The thresholds of DEFINITIONS, section 4. */
    public static final FunnelThresholds STANDARD = new FunnelThresholds(14 * 24, 3, 7, 3, List.of(14, 7, 42, 90, 180));

    /** Takes a copy; there must be one horizon a stage. */
    public FunnelThresholds {
        horizonDays = List.copyOf(horizonDays);
        if (horizonDays.size() != STAGES_WITH_HORIZON) {
            throw new IllegalArgumentException("five horizons are needed, got " + horizonDays.size());
        }
    }
}
