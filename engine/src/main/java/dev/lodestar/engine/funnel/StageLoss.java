package dev.lodestar.engine.funnel;

import org.jspecify.annotations.Nullable;

/**
 * What is lost on the way to a stage.
 *
 * @param stage the stage not reached
 * @param stageNumber its number
 * @param usersLost users of the stage before who did not reach it
 * @param dropOffRate lost / users of the stage before
 * @param ciLow lower end of the 95 % interval of the drop-off
 * @param ciHigh upper end of it
 * @param critical whether the lower end is above one half; null where there is none
 */
public record StageLoss(
        String stage,
        int stageNumber,
        @Nullable Long usersLost,
        @Nullable Double dropOffRate,
        @Nullable Double ciLow,
        @Nullable Double ciHigh,
        @Nullable Boolean critical) {}
