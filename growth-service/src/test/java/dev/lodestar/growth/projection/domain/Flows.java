package dev.lodestar.growth.projection.domain;

import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.lever.domain.Confidence;
import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.lever.domain.Lift;
import dev.lodestar.growth.lever.domain.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Inputs of the flow model for tests: one worked by hand, and random ones. */
final class Flows {

    private Flows() {}

    static FlowSettings settings(int months) {
        return settings(months, 10_000, 42);
    }

    static FlowSettings settings(int months, int draws, long seed) {
        return new FlowSettings(months, draws, seed, 0.95, 100, 0.2);
    }

    /** 1,000 visitors a month without growth; 0.1·0.5⁴·0.4 of them pay 10 a month at a margin of one half; 0.8 stay. */
    static FlowInputs workedExample() {
        return inputs(1000, new double[] {0.1, 0.5, 0.5, 0.5, 0.5, 0.4}, 0.8, new double[] {10, 0.5, 0, 0, 12, 0});
    }

    static FlowInputs random(Random random) {
        var rates = new double[Stage.CONVERTING.size()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = switch (random.nextInt(10)) {
                case 0 -> 0;
                case 1 -> 1;
                default -> random.nextDouble();
            };
        }
        double[] economics = {
            random.nextDouble() * 50,
            random.nextDouble(),
            random.nextDouble() * 0.3,
            random.nextDouble() * 0.5 - 0.2,
            1 + random.nextInt(24),
            random.nextDouble() * 0.5
        };
        return inputs(random.nextInt(1_000_000), rates, random.nextDouble(), economics);
    }

    static List<Lever> randomLevers(Random random, int count) {
        var levers = new ArrayList<Lever>();
        for (int i = 0; i < count; i++) {
            Stage stage = Stage.values()[random.nextInt(Stage.values().length)];
            levers.add(lever("lever_" + i, stage, random.nextDouble(), random.nextInt(7), 1 + random.nextInt(4)));
        }
        return levers;
    }

    static Lever lever(String name, Stage stage, double lift, int ramp, int start) {
        return new Lever(name, stage, Lift.of(lift, Confidence.HIGH), Confidence.HIGH, 1000, 2, ramp, start);
    }

    /** @param economics ARPPU, margin, discount rate, growth, half-life, k */
    private static FlowInputs inputs(double visitors, double[] rates, double retention, double[] economics) {
        List<StageRate> stageRates = Stage.CONVERTING.stream()
                .map(stage -> StageRate.assumed(stage, figure(rates[stage.rateIndex()]), 2000))
                .toList();
        return new FlowInputs(
                figure(visitors),
                stageRates,
                RetentionCurve.assumed(figure(retention), 500),
                figure(economics[0]),
                figure(economics[1]),
                figure(economics[2]),
                figure(economics[3]),
                figure(economics[4]),
                figure(economics[5]));
    }

    private static Figure figure(double value) {
        return Figure.assumed(value, "test");
    }
}
