package dev.lodestar.growth.projection.domain;

import dev.lodestar.growth.lever.domain.Lever;
import java.util.ArrayList;
import java.util.List;

/** Computes the {@link Projection} of selected levers. */
public final class CompoundProjection {

    private final FlowInputs inputs;
    private final FlowSettings settings;
    private final FlowModel model;

    public CompoundProjection(FlowInputs inputs, List<Lever> levers, FlowSettings settings) {
        this.inputs = inputs;
        this.settings = settings;
        this.model = new FlowModel(inputs, levers, settings);
    }

    /** Projects the levers together. */
    public Projection project() {
        int draws = settings.draws();
        var revenueByMonth = new double[settings.months() + 1][draws];
        Impact combined = simulate(revenueByMonth);
        model.prepare(FlowPoint.pointCase(inputs, model.levers().size()));
        var baseline = new Scenario(settings.months());
        var improved = new Scenario(settings.months());
        baseline.run(model, 0);
        improved.run(model, model.allLevers());
        var months = new ArrayList<Projection.Month>();
        for (int month = 0; month <= settings.months(); month++) {
            months.add(new Projection.Month(
                    month,
                    baseline.newPaying[month],
                    improved.newPaying[month],
                    baseline.revenue[month],
                    improved.revenue[month],
                    Spread.of(revenueByMonth[month])));
        }
        List<String> names = model.levers().stream().map(Lever::name).toList();
        return new Projection(names, months, shares(names), combined);
    }

    private Impact simulate(double[][] revenueByMonth) {
        Draws draws = Draws.of(inputs, model.levers(), settings);
        double cost = model.levers().stream().mapToDouble(Lever::cost).sum();
        var tally = new ImpactTally(cost, draws.count(), settings.months());
        var baseline = new Scenario(settings.months());
        var improved = new Scenario(settings.months());
        FlowPoint point = FlowPoint.pointCase(inputs, model.levers().size());
        for (int draw = 0; draw < draws.count(); draw++) {
            draws.fill(draw, point);
            model.prepare(point);
            baseline.run(model, 0);
            improved.run(model, model.allLevers());
            tally.add(draw, baseline, improved, model);
            for (int month = 0; month < revenueByMonth.length; month++) {
                revenueByMonth[month][draw] = improved.revenue[month];
            }
        }
        return tally.impact();
    }

    /** Shares of the point case; the model is prepared with it. */
    private List<Projection.Share> shares(List<String> names) {
        var scenario = new Scenario(settings.months());
        int subsets = model.allLevers() + 1;
        var users = new double[subsets];
        var revenue = new double[subsets];
        for (int subset = 0; subset < subsets; subset++) {
            scenario.run(model, subset);
            users[subset] = scenario.users();
            revenue[subset] = scenario.totalRevenue();
        }
        double whole = revenue[subsets - 1] - revenue[0];
        double[] userShares = Shapley.values(users);
        double[] revenueShares = Shapley.values(revenue);
        var shares = new ArrayList<Projection.Share>();
        for (int i = 0; i < names.size(); i++) {
            shares.add(new Projection.Share(
                    names.get(i), userShares[i], revenueShares[i], whole == 0 ? null : revenueShares[i] / whole));
        }
        return shares;
    }
}
