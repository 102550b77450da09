package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.TimelineView;

/**
 * A question to one partition. The alternatives are records of plain values, fit to travel to another replica; what they yield is
 * additive over partitions.
 */
public sealed interface TimelineQuery
        permits ExtentQuery,
                LifecycleQuery,
                TrailingActivityQuery,
                NorthStarQuery,
                ActivationQuery,
                ActivationTimesQuery,
                CensoredTimesQuery,
                FeatureQuery,
                PathQuery,
                PowerUserQuery,
                FunnelQuery,
                FunnelUsersQuery,
                GrowthFunnelUsersQuery,
                RetentionQuery,
                RetentionGroupsQuery,
                CohortSizeQuery,
                DayNQuery,
                LastActivityQuery,
                CohortRevenueQuery,
                RevenueGroupsQuery,
                RecurringRevenueQuery,
                StepFunnelQuery,
                TotalsQuery,
                VocabularyQuery {

    /** The users who count. */
    Filters filters();

    /** Answers the question for the users of one view. */
    Tally tally(TimelineView view);
}
