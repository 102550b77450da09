package dev.lodestar.growth.projection.domain;

import java.util.Arrays;
import java.util.List;

/** One value for every uncertain input. Mutable and reused from draw to draw, so that a draw allocates nothing. */
final class FlowPoint {

    double visitors;
    double monthlyGrowth;
    double growthHalfLife;
    double kFactor;
    double arppu;
    double grossMargin;
    double discountRate;

    /** θ of {@link RetentionCurve}. */
    double retentionExponent;

    /** Conversion by {@link dev.lodestar.growth.lever.domain.Stage#rateIndex}. */
    final double[] rates;

    /** By lever: the multiple of its lift's mode. */
    final double[] liftMultiples;

    private FlowPoint(int rateCount, int leverCount) {
        rates = new double[rateCount];
        liftMultiples = new double[leverCount];
    }

    /** Every input at its point estimate, every lift at its mode. */
    static FlowPoint pointCase(FlowInputs inputs, int leverCount) {
        List<StageRate> stageRates = inputs.rates();
        var point = new FlowPoint(stageRates.size(), leverCount);
        point.visitors = inputs.visitorsPerMonth().value();
        point.monthlyGrowth = inputs.monthlyGrowth().value();
        point.growthHalfLife = inputs.growthHalfLife().value();
        point.kFactor = inputs.kFactor().value();
        point.arppu = inputs.arppu().value();
        point.grossMargin = inputs.grossMargin().value();
        point.discountRate = inputs.discountRate().value();
        point.retentionExponent = 1;
        Arrays.setAll(point.rates, i -> stageRates.get(i).rate());
        Arrays.fill(point.liftMultiples, 1);
        return point;
    }
}
