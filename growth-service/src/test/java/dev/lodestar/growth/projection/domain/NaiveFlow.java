package dev.lodestar.growth.projection.domain;

import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.lever.domain.Stage;
import java.util.ArrayList;
import java.util.List;

/** The flow model a second time, straight from DEFINITIONS §7 and without any thought of speed. */
final class NaiveFlow {

    private final FlowInputs inputs;
    private final List<Lever> levers;
    private final double ceiling;

    NaiveFlow(FlowInputs inputs, List<Lever> levers, double ceiling) {
        this.inputs = inputs;
        this.levers = levers;
        this.ceiling = ceiling;
    }

    List<Double> newPaying(int months) {
        var paying = new ArrayList<Double>();
        double collaborators = 0;
        for (int month = 0; month <= months; month++) {
            double users = visitors(month) * rate(Stage.SIGNUP, month)
                    + inputs.kFactor().value() * collaborators;
            users *= rate(Stage.ACTIVATION, month);
            users *= rate(Stage.ENGAGEMENT, month);
            users *= rate(Stage.HABIT_FORMATION, month);
            users *= rate(Stage.COLLABORATION, month);
            collaborators = users;
            paying.add(users * rate(Stage.MONETIZATION, month));
        }
        return paying;
    }

    List<Double> revenue(int months) {
        List<Double> paying = newPaying(months);
        var revenue = new ArrayList<Double>();
        for (int month = 0; month <= months; month++) {
            double sum = 0;
            for (int start = 0; start <= month; start++) {
                double retained = Math.pow(inputs.retention().figure().value(), month - start);
                sum += paying.get(start)
                        * retained
                        * inputs.arppu().value()
                        * inputs.grossMargin().value();
            }
            revenue.add(sum);
        }
        return revenue;
    }

    private double visitors(int month) {
        double visitors = inputs.visitorsPerMonth().value();
        for (int t = 1; t <= month; t++) {
            double halvings = (t - 1) / inputs.growthHalfLife().value();
            visitors *= 1 + inputs.monthlyGrowth().value() * Math.pow(0.5, halvings);
        }
        for (Lever lever : levers) {
            if (lever.stage() == Stage.AWARENESS) {
                visitors *= 1 + lever.lift().mode() * ramp(lever, month);
            }
        }
        return visitors;
    }

    private double rate(Stage stage, int month) {
        double rate = inputs.rates().get(stage.rateIndex()).rate();
        double dropOff = 1 - rate;
        for (Lever lever : levers) {
            if (lever.stage() == stage && rate > 0 && rate < 1) {
                double mode = Math.min(rate * (1 + lever.lift().mode()), Math.max(rate, ceiling));
                double logit = logit(rate) + ramp(lever, month) * (logit(mode) - logit(rate));
                double alone = 1 / (1 + Math.exp(-logit));
                dropOff *= 1 - (alone - rate) / (1 - rate);
            }
        }
        return Math.min(1 - dropOff, Math.max(rate, ceiling));
    }

    private static double ramp(Lever lever, int month) {
        int monthsAtWork = month - lever.startMonth() + 1;
        if (monthsAtWork <= 0) {
            return 0;
        }
        return lever.rampMonths() == 0 ? 1 : Math.min(1, (double) monthsAtWork / lever.rampMonths());
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }
}
