package dev.lodestar.growth.projection.domain;

import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.lever.domain.Stage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The flow of new users, month by month from 0 (today) to the horizon (DEFINITIONS §7).
 *
 * <p>Visitors V(t) = V(t−1)·(1 + g·2^(−(t−1)/h)) with organic growth g and half-life h, times the factors of the levers
 * on awareness. Signups(t) = V(t)·p_signup(t) + k·collaborators(t−1); each stage after it takes its conversion of the
 * stage before; the last one yields the new paying users N(t). Revenue(t) = ARPPU·margin·Σ_c N(c)·R(t−c): only users
 * who began to pay within the horizon, nobody twice.
 *
 * <p>A lever on a conversion p multiplies the odds by (o(min(p·(1+lift), ceiling))/o(p))^(x·ramp), o(p) = p/(1−p), x
 * the drawn multiple of its mode; at x = 1 and full ramp that is min(p·(1+lift), ceiling). It leaves a share (1−p′)/(1−p)
 * of the drop-off; several levers on a stage multiply what they leave; the result stays at or below the ceiling (or p,
 * where that is above it). A conversion of 0 or 1 is left as it is. A lever on awareness multiplies visitors by
 * 1 + x·lift·ramp. All of it commutes, so the order of the levers does not matter.
 *
 * <p>Not safe for use by several threads: {@link #prepare} fills working arrays that the other methods read.
 */
final class FlowModel {

    private final List<Lever> levers;
    private final int months;
    private final double ceiling;
    private final double[] observedShares;

    private final double[] visitors;
    private final double[] discounts;
    private final double[] shares;
    private final double[][] effects;
    private final double[] rates = new double[Stage.CONVERTING.size()];
    private final double[] left = new double[Stage.CONVERTING.size()];
    private double kFactor;
    private double revenuePerPayer;

    /** A model of the given levers, which it holds in the order of their names. */
    FlowModel(FlowInputs inputs, List<Lever> levers, FlowSettings settings) {
        this.levers = levers.stream().sorted(Comparator.comparing(Lever::name)).toList();
        this.months = settings.months();
        this.ceiling = settings.ceiling();
        this.observedShares = inputs.retention().shares(months);
        visitors = new double[months + 1];
        discounts = new double[months + 1];
        shares = new double[months + 1];
        effects = new double[levers.size()][months + 1];
    }

    /** The levers in the order in which a subset's bits name them. */
    List<Lever> levers() {
        return levers;
    }

    int months() {
        return months;
    }

    /** All levers together. */
    int allLevers() {
        return (1 << levers.size()) - 1;
    }

    /** Takes over the values that the next scenarios are computed with. */
    void prepare(FlowPoint point) {
        kFactor = point.kFactor;
        revenuePerPayer = point.arppu * point.grossMargin;
        System.arraycopy(point.rates, 0, rates, 0, rates.length);
        prepareTime(point);
        for (int i = 0; i < effects.length; i++) {
            prepareEffect(levers.get(i), point.liftMultiples[i], effects[i]);
        }
    }

    private void prepareTime(FlowPoint point) {
        double growth = point.monthlyGrowth;
        double growthDecay = Math.pow(2, -1 / point.growthHalfLife);
        double monthlyDiscount = Math.pow(1 + point.discountRate, -1.0 / 12);
        visitors[0] = point.visitors;
        discounts[0] = 1;
        shares[0] = observedShares[0];
        for (int month = 1; month <= months; month++) {
            visitors[month] = visitors[month - 1] * (1 + growth);
            growth *= growthDecay;
            discounts[month] = discounts[month - 1] * monthlyDiscount;
            shares[month] = point.retentionExponent == 1
                    ? observedShares[month]
                    : Math.pow(observedShares[month], point.retentionExponent);
        }
    }

    private void prepareEffect(Lever lever, double multiple, double[] effect) {
        double ramp = Double.NaN;
        for (int month = 0; month <= months; month++) {
            double reached = lever.rampShare(month);
            effect[month] = reached == ramp ? effect[month - 1] : effect(lever, multiple * reached);
            ramp = reached;
        }
    }

    /** For awareness the factor on the visitors, else the share of the drop-off that is left. */
    private double effect(Lever lever, double multiple) {
        double lift = lever.lift().mode();
        if (lever.stage() == Stage.AWARENESS) {
            return 1 + multiple * lift;
        }
        double rate = rates[lever.stage().rateIndex()];
        double improved = improvedRate(rate, lift, multiple, ceiling);
        return improved == rate ? 1 : (1 - improved) / (1 - rate);
    }

    /** The conversion that a multiple of a lift brings a conversion to. */
    static double improvedRate(double rate, double lift, double multiple, double ceiling) {
        double bound = Math.max(rate, ceiling);
        double target = Math.min(rate * (1 + lift), bound);
        if (rate <= 0 || rate >= 1 || target == rate || multiple == 0) {
            return rate;
        }
        double odds = rate / (1 - rate);
        double improvedOdds = odds * Math.pow(target / (1 - target) / odds, multiple);
        return Math.min(improvedOdds / (1 + improvedOdds), bound);
    }

    /**
     * New paying users by month.
     *
     * @param subset bit i set: lever i of {@link #levers} is at work
     * @param newPaying filled from month 0 to the horizon
     */
    void newPaying(int subset, double[] newPaying) {
        double collaborators = 0;
        for (int month = 0; month <= months; month++) {
            double arriving = visitors[month];
            Arrays.fill(left, 1);
            for (int bits = subset; bits != 0; bits &= bits - 1) {
                int i = Integer.numberOfTrailingZeros(bits);
                int rateIndex = levers.get(i).stage().rateIndex();
                if (rateIndex < 0) {
                    arriving *= effects[i][month];
                } else {
                    left[rateIndex] *= effects[i][month];
                }
            }
            double users = arriving * rate(0) + kFactor * collaborators;
            for (int stage = 1; stage < rates.length - 1; stage++) {
                users *= rate(stage);
            }
            collaborators = users;
            newPaying[month] = users * rate(rates.length - 1);
        }
    }

    private double rate(int stage) {
        double rate = rates[stage];
        return Math.clamp(rate + (1 - rate) * (1 - left[stage]), 0, Math.max(rate, ceiling));
    }

    /** Revenue after margin by month, of the users who began to pay in month 0 or later. */
    void revenue(double[] newPaying, double[] revenue) {
        for (int month = 0; month <= months; month++) {
            double payers = 0;
            for (int start = 0; start <= month; start++) {
                payers += newPaying[start] * shares[month - start];
            }
            revenue[month] = payers * revenuePerPayer;
        }
    }

    /** What a month's revenue is worth today: (1 + yearly rate)^(−month/12). */
    double discount(int month) {
        return discounts[month];
    }
}
