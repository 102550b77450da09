package dev.lodestar.engine.funnel;

/**
 * What a group loses on the way to a stage that the best group does not.
 *
 * @param stage the stage not reached
 * @param attribute the breakdown attribute
 * @param value the group's value
 * @param usersLost users of the group at the stage before who did not reach it
 * @param dropOffRate lost / users of the group at the stage before
 * @param ciLow lower end of the 95 % interval of the drop-off
 * @param ciHigh upper end of it
 * @param bestValue the group whose conversion to the stage has the highest lower end of its 95 % interval
 * @param bestRate its conversion
 * @param usersLostAgainstBest users who would be at the stage had the group converted as the best one
 * @param critical whether the lower end is above one half
 */
public record GroupLoss(
        String stage,
        String attribute,
        String value,
        long usersLost,
        double dropOffRate,
        double ciLow,
        double ciHigh,
        String bestValue,
        double bestRate,
        double usersLostAgainstBest,
        boolean critical) {}
