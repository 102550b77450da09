package dev.lodestar.engine.funnel;

import org.jspecify.annotations.Nullable;

/**
 * One stage of the growth funnel.
 *
 * @param stage its wire name
 * @param stageNumber its number, from 1
 * @param usersAtStage users who reached it and all the stages before from signup on; visitors for awareness
 * @param conversionFromPrevious users / users of the stage before; null on an empty or unknown base
 * @param overallConversion users / users of signup; null for awareness
 * @param dropOffRate 1 − conversionFromPrevious
 * @param ciLow lower end of Wilson's 95 % interval of conversionFromPrevious
 * @param ciHigh upper end of it
 * @param inProgress users at the stage before, not at this one, whose horizon is still open; 0 for awareness and signup, null where the users are
 * @param reason why a figure is null, else null
 */
public record FunnelStageRow(
        String stage,
        int stageNumber,
        @Nullable Long usersAtStage,
        @Nullable Double conversionFromPrevious,
        @Nullable Double overallConversion,
        @Nullable Double dropOffRate,
        @Nullable Double ciLow,
        @Nullable Double ciHigh,
        @Nullable Long inProgress,
        @Nullable String reason) {}
