package dev.lodestar.growth.lever;

import dev.lodestar.growth.lever.domain.Lever;

/** A lever as it is kept. */
record LeverResponse(
        String lever,
        String targetStage,
        double expectedLift,
        double liftLow,
        double liftHigh,
        String confidence,
        double cost,
        double effortPersonMonths,
        int rampMonths,
        int startMonth) {

    static LeverResponse from(Lever lever) {
        return new LeverResponse(
                lever.name(),
                lever.stage().wireName(),
                lever.lift().mode(),
                lever.lift().low(),
                lever.lift().high(),
                lever.confidence().wireName(),
                lever.cost(),
                lever.effortPersonMonths(),
                lever.rampMonths(),
                lever.startMonth());
    }
}
