package dev.lodestar.host.gather;

import dev.lodestar.engine.query.ActivationQuery;
import dev.lodestar.engine.query.ActivationTimesQuery;
import dev.lodestar.engine.query.AsOf;
import dev.lodestar.engine.query.AscendingLimits;
import dev.lodestar.engine.query.CensoredTimesQuery;
import dev.lodestar.engine.query.CohortRevenueQuery;
import dev.lodestar.engine.query.CohortSizeQuery;
import dev.lodestar.engine.query.DayNQuery;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.engine.query.ExtentQuery;
import dev.lodestar.engine.query.FeatureQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelPeople;
import dev.lodestar.engine.query.FunnelQuery;
import dev.lodestar.engine.query.FunnelThresholds;
import dev.lodestar.engine.query.FunnelUsersQuery;
import dev.lodestar.engine.query.GrowthFunnelUsersQuery;
import dev.lodestar.engine.query.Histogram;
import dev.lodestar.engine.query.LastActivityQuery;
import dev.lodestar.engine.query.LifecycleQuery;
import dev.lodestar.engine.query.NorthStarQuery;
import dev.lodestar.engine.query.PathQuery;
import dev.lodestar.engine.query.PowerUserQuery;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.RecurringRevenueQuery;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionGroupsQuery;
import dev.lodestar.engine.query.RetentionQuery;
import dev.lodestar.engine.query.RevenueGroupsQuery;
import dev.lodestar.engine.query.Span;
import dev.lodestar.engine.query.StepFunnelQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.engine.query.TotalsQuery;
import dev.lodestar.engine.query.TrailingActivityQuery;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.query.VocabularyQuery;
import dev.lodestar.engine.time.DayRange;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Records that travel between replicas as JSON; a native image must keep their components. */
@RegisterForReflection(
        targets = {
            TallyRequest.class,
            CalendarCut.class,
            TallyResponse.class,
            PartialTally.class,
            Tally.class,
            Histogram.class,
            Span.class,
            AsOf.class,
            Filters.class,
            FunnelThresholds.class,
            DayRange.class,
            EventCondition.class,
            EventWindow.class,
            EventWindow.InDays.class,
            EventWindow.SinceSignup.class,
            EventWindow.Trailing.class,
            PropertyFilter.class,
            UserCriterion.class,
            UserCriterion.AllOf.class,
            UserCriterion.AnyOf.class,
            UserCriterion.Did.class,
            UserCriterion.HasAttribute.class,
            UserCriterion.Members.class,
            UserCriterion.Not.class,
            TimelineQuery.class,
            ActivationQuery.class,
            ActivationTimesQuery.class,
            AscendingLimits.class,
            CensoredTimesQuery.class,
            CohortRevenueQuery.class,
            DayNQuery.class,
            ExtentQuery.class,
            FeatureQuery.class,
            FunnelDefinition.class,
            FunnelDefinition.Breakdown.class,
            FunnelDefinition.Exclusion.class,
            FunnelDefinition.Step.class,
            FunnelDefinition.Trend.class,
            FunnelPeople.class,
            FunnelQuery.class,
            FunnelUsersQuery.class,
            GrowthFunnelUsersQuery.class,
            LastActivityQuery.class,
            LifecycleQuery.class,
            NorthStarQuery.class,
            PathQuery.class,
            PowerUserQuery.class,
            RecurringRevenueQuery.class,
            RevenueGroupsQuery.class,
            RetentionQuery.class,
            RetentionGroupsQuery.class,
            RetentionDefinition.class,
            CohortSizeQuery.class,
            StepFunnelQuery.class,
            StepFunnelQuery.WantedTimes.class,
            TotalsQuery.class,
            TrailingActivityQuery.class,
            VocabularyQuery.class
        })
final class NativeGather {
    private NativeGather() {}
}
