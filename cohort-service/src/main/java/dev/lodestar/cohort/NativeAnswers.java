package dev.lodestar.cohort;

import dev.lodestar.engine.cohort.CohortSet;
import dev.lodestar.engine.cohort.ComparedPeriod;
import dev.lodestar.engine.cohort.ComparisonAnswer;
import dev.lodestar.engine.cohort.DayNAnswer;
import dev.lodestar.engine.cohort.DayNRow;
import dev.lodestar.engine.cohort.LogRankTest;
import dev.lodestar.engine.cohort.PooledRetention;
import dev.lodestar.engine.cohort.RetentionAnswer;
import dev.lodestar.engine.cohort.RetentionCell;
import dev.lodestar.engine.cohort.RetentionCohort;
import dev.lodestar.engine.cohort.RetentionGroup;
import dev.lodestar.engine.cohort.SideComparisonAnswer;
import dev.lodestar.engine.revenue.ChannelRevenue;
import dev.lodestar.engine.revenue.CohortRevenue;
import dev.lodestar.engine.revenue.CohortRevenueAnswer;
import dev.lodestar.engine.revenue.MrrMonth;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Answers of the engine that are written as JSON; a native image must keep their components. */
@RegisterForReflection(
        targets = {
            CohortSet.class,
            ComparedPeriod.class,
            ComparisonAnswer.class,
            DayNAnswer.class,
            DayNRow.class,
            LogRankTest.class,
            PooledRetention.class,
            RetentionAnswer.class,
            RetentionCell.class,
            RetentionCohort.class,
            RetentionGroup.class,
            SideComparisonAnswer.class,
            SideComparisonAnswer.SideUsers.class,
            SideComparisonAnswer.SidePeriod.class,
            ChannelRevenue.class,
            CohortRevenue.class,
            CohortRevenueAnswer.class,
            MrrMonth.class
        })
final class NativeAnswers {
    private NativeAnswers() {}
}
