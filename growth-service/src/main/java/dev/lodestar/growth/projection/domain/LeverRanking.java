package dev.lodestar.growth.projection.domain;

import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.lever.domain.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Each lever alone against the baseline, best expected ROI first.
 *
 * <p>A lever without cost has no ROI: it comes before all others when its expected NPV is above 0 and after them when
 * not. Equals are ordered by expected NPV, then by name.
 */
public final class LeverRanking {

    private static final Comparator<RankedLever> BEST_FIRST = Comparator.comparingDouble(LeverRanking::standing)
            .thenComparingDouble(ranked -> ranked.impact().npv().mean())
            .reversed()
            .thenComparing(ranked -> ranked.lever().name());

    private static final double MONTHS_PER_QUARTER = 3;
    private static final double TOP_SCORE = 10;

    private final FlowInputs inputs;
    private final FlowSettings settings;
    private final FlowModel model;

    public LeverRanking(FlowInputs inputs, List<Lever> levers, FlowSettings settings) {
        this.inputs = inputs;
        this.settings = settings;
        this.model = new FlowModel(inputs, levers, settings);
    }

    /** Ranks the levers. */
    public List<RankedLever> rank() {
        List<Impact> impacts = impacts();
        List<Lever> levers = model.levers();
        double topLift = levers.stream().mapToDouble(this::relativeGain).max().orElse(0);
        double leastEffort =
                levers.stream().mapToDouble(Lever::effortPersonMonths).min().orElse(1);
        var ranked = new ArrayList<RankedLever>();
        for (int i = 0; i < levers.size(); i++) {
            ranked.add(ranked(levers.get(i), impacts.get(i), topLift, leastEffort));
        }
        ranked.sort(BEST_FIRST);
        return ranked;
    }

    private List<Impact> impacts() {
        Draws draws = Draws.of(inputs, model.levers(), settings);
        List<ImpactTally> tallies = model.levers().stream()
                .map(lever -> new ImpactTally(lever.cost(), draws.count(), settings.months()))
                .toList();
        var baseline = new Scenario(settings.months());
        var improved = new Scenario(settings.months());
        FlowPoint point = FlowPoint.pointCase(inputs, tallies.size());
        for (int draw = 0; draw < draws.count(); draw++) {
            draws.fill(draw, point);
            model.prepare(point);
            baseline.run(model, 0);
            for (int lever = 0; lever < tallies.size(); lever++) {
                improved.run(model, 1 << lever);
                tallies.get(lever).add(draw, baseline, improved, model);
            }
        }
        return tallies.stream().map(ImpactTally::impact).toList();
    }

    private RankedLever ranked(Lever lever, Impact impact, double topGain, double leastEffort) {
        double gain = relativeGain(lever);
        double rice = reachPerQuarter(lever) * gain * lever.confidence().riceFactor() / lever.effortPersonMonths();
        double impactScore = topGain == 0 ? 0 : TOP_SCORE * gain / topGain;
        double ease = TOP_SCORE * leastEffort / lever.effortPersonMonths();
        double ice = impactScore * lever.confidence().iceScore() * ease;
        return lever.stage() == Stage.AWARENESS
                ? new RankedLever(lever, null, null, impact, rice, ice)
                : new RankedLever(lever, rate(lever), improvedRate(lever), impact, rice, ice);
    }

    /** Users a quarter who come to where the lever works: the visitors, or those at the stage before, at today's flow. */
    private double reachPerQuarter(Lever lever) {
        double users = inputs.visitorsPerMonth().value() * MONTHS_PER_QUARTER;
        for (StageRate rate : inputs.rates()) {
            if (rate.stage().compareTo(lever.stage()) < 0) {
                users *= rate.rate();
            }
        }
        return users;
    }

    /** How much more of the users who come pass, at full effect: p′/p − 1, for awareness the lift itself. */
    private double relativeGain(Lever lever) {
        if (lever.stage() == Stage.AWARENESS) {
            return lever.lift().mode();
        }
        double rate = rate(lever);
        return rate == 0 ? 0 : improvedRate(lever) / rate - 1;
    }

    private double rate(Lever lever) {
        return inputs.rates().get(lever.stage().rateIndex()).rate();
    }

    private double improvedRate(Lever lever) {
        return FlowModel.improvedRate(rate(lever), lever.lift().mode(), 1, settings.ceiling());
    }

    private static double standing(RankedLever ranked) {
        Double roi = ranked.impact().roi();
        if (roi != null) {
            return roi;
        }
        return ranked.impact().npv().mean() > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
}
