package dev.lodestar.metrics;

import dev.lodestar.engine.acquisition.AcquisitionAnswer;
import dev.lodestar.engine.acquisition.ChannelAcquisition;
import dev.lodestar.engine.acquisition.MonthlyAcquisition;
import dev.lodestar.engine.activation.ActivationAnswer;
import dev.lodestar.engine.activation.ActivationRate;
import dev.lodestar.engine.activation.ActivationStatuses;
import dev.lodestar.engine.activity.ActiveDaysBucket;
import dev.lodestar.engine.activity.EngagementAnswer;
import dev.lodestar.engine.activity.EngagementRow;
import dev.lodestar.engine.activity.StickinessAnswer;
import dev.lodestar.engine.activity.StickinessDay;
import dev.lodestar.engine.feature.FeatureAdoption;
import dev.lodestar.engine.feature.FeatureAdoptionAnswer;
import dev.lodestar.engine.funnel.DropOff;
import dev.lodestar.engine.funnel.FunnelBreakdown;
import dev.lodestar.engine.funnel.FunnelGroup;
import dev.lodestar.engine.funnel.FunnelStageRow;
import dev.lodestar.engine.funnel.FunnelUsersAnswer;
import dev.lodestar.engine.funnel.GroupLoss;
import dev.lodestar.engine.funnel.GrowthFunnelAnswer;
import dev.lodestar.engine.funnel.StageLoss;
import dev.lodestar.engine.funnel.StepFunnelAnswer;
import dev.lodestar.engine.funnel.StepFunnelBreakdown;
import dev.lodestar.engine.funnel.StepFunnelGroup;
import dev.lodestar.engine.funnel.StepFunnelPeriod;
import dev.lodestar.engine.funnel.StepFunnelRow;
import dev.lodestar.engine.funnel.TimeToConvert;
import dev.lodestar.engine.northstar.NorthStarAnswer;
import dev.lodestar.engine.northstar.NorthStarWeek;
import dev.lodestar.engine.path.PathAnswer;
import dev.lodestar.engine.path.PathStep;
import dev.lodestar.engine.poweruser.PowerCurvePoint;
import dev.lodestar.engine.poweruser.PowerUserAnswer;
import dev.lodestar.engine.summary.SummaryAnswer;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Answers of the engine that are written as JSON; a native image must keep their components. */
@RegisterForReflection(
        targets = {
            AcquisitionAnswer.class,
            ChannelAcquisition.class,
            MonthlyAcquisition.class,
            ActivationAnswer.class,
            ActivationRate.class,
            ActivationStatuses.class,
            ActiveDaysBucket.class,
            EngagementAnswer.class,
            EngagementRow.class,
            StickinessAnswer.class,
            StickinessDay.class,
            FeatureAdoption.class,
            FeatureAdoptionAnswer.class,
            DropOff.class,
            FunnelBreakdown.class,
            FunnelGroup.class,
            FunnelStageRow.class,
            FunnelUsersAnswer.FunnelUser.class,
            GroupLoss.class,
            GrowthFunnelAnswer.class,
            StageLoss.class,
            StepFunnelAnswer.class,
            StepFunnelBreakdown.class,
            StepFunnelGroup.class,
            StepFunnelPeriod.class,
            StepFunnelRow.class,
            TimeToConvert.class,
            TimeToConvert.Bucket.class,
            NorthStarAnswer.class,
            NorthStarWeek.class,
            PathAnswer.class,
            PathAnswer.Sequence.class,
            PathStep.class,
            PowerCurvePoint.class,
            PowerUserAnswer.class,
            SummaryAnswer.class
        })
final class NativeAnswers {
    private NativeAnswers() {}
}
