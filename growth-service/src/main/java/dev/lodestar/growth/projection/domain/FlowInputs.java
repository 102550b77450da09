package dev.lodestar.growth.projection.domain;

import static dev.lodestar.growth.assumption.domain.AssumptionName.ARPPU_MONTHLY;
import static dev.lodestar.growth.assumption.domain.AssumptionName.DISCOUNT_RATE;
import static dev.lodestar.growth.assumption.domain.AssumptionName.GROSS_MARGIN;
import static dev.lodestar.growth.assumption.domain.AssumptionName.GROWTH_HALF_LIFE;
import static dev.lodestar.growth.assumption.domain.AssumptionName.K_FACTOR;
import static dev.lodestar.growth.assumption.domain.AssumptionName.MONTHLY_GROWTH;
import static dev.lodestar.growth.assumption.domain.AssumptionName.MONTHLY_RETENTION;
import static dev.lodestar.growth.assumption.domain.AssumptionName.TOTAL_USERS;

import dev.lodestar.growth.assumption.domain.Assumptions;
import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.lever.domain.Stage;
import dev.lodestar.growth.observation.domain.MrrMonth;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import dev.lodestar.growth.observation.domain.ObservedRevenue;
import dev.lodestar.growth.observation.domain.StageCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Everything the flow model starts from, each with its origin: observed where it could be measured, else assumed.
 *
 * @param visitorsPerMonth visitors of month 0
 * @param rates one per converting stage, in funnel order
 * @param arppu monthly revenue per paying user
 * @param grossMargin share of the revenue that is left, in [0,1]
 * @param discountRate per year
 * @param monthlyGrowth organic growth of the visitors from month 0 to month 1
 * @param growthHalfLife months after which the growth has fallen by half
 * @param kFactor signups that one collaborating new user brings a month later
 */
public record FlowInputs(
        Figure visitorsPerMonth,
        List<StageRate> rates,
        RetentionCurve retention,
        Figure arppu,
        Figure grossMargin,
        Figure discountRate,
        Figure monthlyGrowth,
        Figure growthHalfLife,
        Figure kFactor) {

    public FlowInputs {
        rates = List.copyOf(rates);
        if (rates.size() != Stage.CONVERTING.size()) {
            throw new IllegalArgumentException("one rate per converting stage");
        }
    }

    /**
     * Observed figures first, assumptions for the rest.
     *
     * @param assumedTrials imagined trials behind an assumed rate: how firmly it is believed
     */
    public static FlowInputs of(ObservedProduct observed, Assumptions assumptions, double assumedTrials) {
        List<StageRate> rates = Stage.CONVERTING.stream()
                .map(stage -> rate(stage, observed, assumptions, assumedTrials))
                .toList();
        RetentionCurve retention = RetentionCurve.measurable(observed.retention())
                ? RetentionCurve.observed(observed.retention())
                : RetentionCurve.assumed(assumptions.figure(MONTHLY_RETENTION), assumedTrials);
        return new FlowInputs(
                visitors(observed, assumptions, rates.getFirst().rate()),
                rates,
                retention,
                arppu(observed, assumptions),
                assumptions.figure(GROSS_MARGIN),
                assumptions.figure(DISCOUNT_RATE),
                assumptions.figure(MONTHLY_GROWTH),
                assumptions.figure(GROWTH_HALF_LIFE),
                assumptions.figure(K_FACTOR));
    }

    /** Every input by name, in the order in which the flow takes them. */
    public List<InputFigure> figures() {
        var figures = new ArrayList<InputFigure>();
        figures.add(new InputFigure("visitors_per_month", visitorsPerMonth));
        rates.forEach(
                rate -> figures.add(new InputFigure(rate.stage().assumedRate().wireName(), rate.figure())));
        figures.add(new InputFigure(retentionName(), retention.figure()));
        figures.add(new InputFigure("arppu_monthly", arppu));
        figures.add(new InputFigure("gross_margin", grossMargin));
        figures.add(new InputFigure("discount_rate", discountRate));
        figures.add(new InputFigure("monthly_growth", monthlyGrowth));
        figures.add(new InputFigure("growth_half_life", growthHalfLife));
        figures.add(new InputFigure("k_factor", kFactor));
        return List.copyOf(figures);
    }

    /** The retention's name: the share at the last age that is known. */
    String retentionName() {
        return "retention_month_" + retention.lastAge();
    }

    private static StageRate rate(Stage stage, ObservedProduct observed, Assumptions assumptions, double trials) {
        StageCount count = observed.stages().get(stage);
        return count == null
                ? StageRate.assumed(stage, assumptions.figure(stage.assumedRate()), trials)
                : StageRate.observed(stage, count);
    }

    /**
     * Visitors of a month: observed; else observed signups over the assumed signup rate; else the signups that the
     * assumed growth of the assumed users means, over the same rate.
     */
    private static Figure visitors(ObservedProduct observed, Assumptions assumptions, double signupRate) {
        if (observed.visitorsPerMonth() != null) {
            return observed.visitorsPerMonth();
        }
        double rate = Math.max(signupRate, 1e-6);
        Figure signups = observed.signupsPerMonth();
        return signups != null
                ? Figure.observed(signups.value() / rate, signups.detail() + ", over the assumed signup rate")
                : Figure.assumed(
                        assumptions.value(TOTAL_USERS) * Math.max(0, assumptions.value(MONTHLY_GROWTH)) / rate,
                        "total_users x monthly_growth / rate_signup");
    }

    private static Figure arppu(ObservedProduct observed, Assumptions assumptions) {
        ObservedRevenue revenue = observed.revenue();
        List<MrrMonth> months = revenue == null ? List.of() : revenue.recentMonths();
        if (revenue == null || months.isEmpty()) {
            return assumptions.figure(ARPPU_MONTHLY);
        }
        double mrr = months.stream()
                .mapToDouble(month -> Objects.requireNonNull(month.mrr()))
                .sum();
        long payers = months.stream()
                .mapToLong(month -> Objects.requireNonNull(month.payingUsers()))
                .sum();
        String detail = "revenue per paying user and month, last " + months.size() + " complete months";
        return revenue.estimated()
                ? Figure.assumed(mrr / payers, detail + ", estimated from plan prices")
                : Figure.observed(mrr / payers, detail);
    }
}
