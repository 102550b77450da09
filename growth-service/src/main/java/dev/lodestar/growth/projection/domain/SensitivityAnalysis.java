package dev.lodestar.growth.projection.domain;

import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.projection.domain.Sensitivity.Basis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/** Computes the {@link Sensitivity} of a lever, or of several together, over the point case. */
public final class SensitivityAnalysis {

    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    private final FlowInputs inputs;
    private final FlowSettings settings;
    private final FlowModel model;
    private final Scenario baseline;
    private final Scenario improved;
    private final List<Sensitivity.Input> rows = new ArrayList<>();

    /** @param levers at least one; all of them are at work */
    public SensitivityAnalysis(FlowInputs inputs, List<Lever> levers, FlowSettings settings) {
        this.inputs = inputs;
        this.settings = settings;
        this.model = new FlowModel(inputs, levers, settings);
        this.baseline = new Scenario(settings.months());
        this.improved = new Scenario(settings.months());
    }

    /** Moves each input to its P10 and P90. */
    public Sensitivity analyse() {
        rows.clear();
        moveRates();
        moveRetention();
        moveLifts();
        moveSpread("visitors_per_month", inputs.visitorsPerMonth(), (point, value) -> point.visitors = value);
        moveSpread("arppu_monthly", inputs.arppu(), (point, value) -> point.arppu = value);
        moveSpread("gross_margin", inputs.grossMargin(), (point, value) -> point.grossMargin = value);
        moveSpread("discount_rate", inputs.discountRate(), (point, value) -> point.discountRate = value);
        moveSpread("monthly_growth", inputs.monthlyGrowth(), (point, value) -> point.monthlyGrowth = value);
        moveSpread("growth_half_life", inputs.growthHalfLife(), (point, value) -> point.growthHalfLife = value);
        moveSpread("k_factor", inputs.kFactor(), (point, value) -> point.kFactor = value);
        moveCost();
        rows.sort(Comparator.comparingDouble(Sensitivity.Input::swing)
                .reversed()
                .thenComparing(Sensitivity.Input::input));
        return new Sensitivity(
                model.levers().size() == 1 ? model.levers().getFirst().name() : null, npv(point()), List.copyOf(rows));
    }

    private void moveRates() {
        for (StageRate rate : inputs.rates()) {
            Beta beta = rate.distribution();
            move(
                    rate.stage().assumedRate().wireName(),
                    Basis.BETA,
                    beta.quantile(LOW),
                    beta.quantile(HIGH),
                    (point, value) -> point.rates[rate.stage().rateIndex()] = value);
        }
    }

    private void moveRetention() {
        Beta beta = inputs.retention().lastShareDistribution();
        move(
                inputs.retentionName(),
                Basis.BETA,
                beta.quantile(LOW),
                beta.quantile(HIGH),
                (point, value) -> point.retentionExponent = inputs.retention().exponent(value));
    }

    private void moveLifts() {
        for (int i = 0; i < model.levers().size(); i++) {
            int lever = i;
            Lever moved = model.levers().get(i);
            double mode = moved.lift().mode();
            double low = moved.lift().multipleAt(LOW);
            double high = moved.lift().multipleAt(HIGH);
            row(
                    "lift_" + moved.name(),
                    Basis.TRIANGULAR,
                    new double[] {low * mode, high * mode},
                    npvAt(low, (point, value) -> point.liftMultiples[lever] = value),
                    npvAt(high, (point, value) -> point.liftMultiples[lever] = value));
        }
    }

    private void moveCost() {
        double spread = settings.assumptionSpread();
        double npv = npv(point());
        row(
                "cost",
                Basis.SPREAD,
                new double[] {cost() * (1 - spread), cost() * (1 + spread)},
                npv + cost() * spread,
                npv - cost() * spread);
    }

    private void moveSpread(String input, Figure figure, ObjDoubleConsumer<FlowPoint> setter) {
        double step = Math.abs(figure.value()) * settings.assumptionSpread();
        double high = figure.value() + step;
        move(
                input,
                Basis.SPREAD,
                figure.value() - step,
                input.equals("gross_margin") ? Math.min(1, high) : high,
                setter);
    }

    private void move(String input, Basis basis, double low, double high, ObjDoubleConsumer<FlowPoint> setter) {
        row(input, basis, new double[] {low, high}, npvAt(low, setter), npvAt(high, setter));
    }

    private void row(String input, Basis basis, double[] bounds, double npvAtLow, double npvAtHigh) {
        rows.add(new Sensitivity.Input(
                input, basis, bounds[0], bounds[1], npvAtLow, npvAtHigh, Math.abs(npvAtHigh - npvAtLow)));
    }

    private double npvAt(double value, ObjDoubleConsumer<FlowPoint> setter) {
        FlowPoint point = point();
        setter.accept(point, value);
        return npv(point);
    }

    private FlowPoint point() {
        return FlowPoint.pointCase(inputs, model.levers().size());
    }

    private double npv(FlowPoint point) {
        model.prepare(point);
        baseline.run(model, 0);
        improved.run(model, model.allLevers());
        return improved.presentValue(model) - baseline.presentValue(model) - cost();
    }

    private double cost() {
        return model.levers().stream().mapToDouble(Lever::cost).sum();
    }
}
