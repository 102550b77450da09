package dev.lodestar.growth.projection.domain;

import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.observation.domain.RetentionPoint;
import java.util.Arrays;
import java.util.List;

/**
 * The share of the paying users who still pay k months after they began; 1 at k = 0.
 *
 * <p>Observed: the users active at age k over those active in month 0, both of the cohorts that have lived age k,
 * min(1, Σ active(k) / Σ active(0)), so that cohorts too young for an age say nothing about it; up to the last age at
 * which at least {@link #MIN_USERS} users could be watched. Beyond it each month keeps the share that the last
 * observed months kept on average, (R(K)/R(K−j))^(1/j) with j = min(K, {@link #TAIL_MONTHS}).
 *
 * <p>Uncertainty: one number. The share at the last observed age K is Beta from its counts; a draw r of it bends the
 * whole curve to R(k)^θ with θ = ln r / ln R(K), which keeps R(0) = 1 and the order of the ages. Where R(K) is 0 or 1
 * the curve is taken as it is.
 */
public final class RetentionCurve {

    /** Fewest users behind an age that is used. */
    public static final int MIN_USERS = 30;

    /** Months at the end of the observed curve that its continuation is taken from. */
    public static final int TAIL_MONTHS = 3;

    private static final double LEAST = 1e-9;

    private final double[] observed;
    private final double tailRatio;
    private final double users;
    private final Figure figure;

    private RetentionCurve(double[] observed, double users, Figure.Origin origin, String detail) {
        this.observed = observed;
        this.users = users;
        int last = observed.length - 1;
        int span = Math.min(last, TAIL_MONTHS);
        double before = observed[last - span];
        this.tailRatio = before == 0 ? 0 : Math.min(1, Math.pow(observed[last] / before, 1.0 / span));
        this.figure = new Figure(observed[last], origin, detail);
    }

    /** Whether the points suffice: month 1 has enough users, of whom someone was active in month 0. */
    public static boolean measurable(List<RetentionPoint> points) {
        return usable(points) >= 2;
    }

    /**
     * The curve of the observed points.
     *
     * @param points by age from 0 on without gaps, {@link #measurable}
     */
    public static RetentionCurve observed(List<RetentionPoint> points) {
        int ages = usable(points);
        var shares = new double[ages];
        for (int age = 0; age < ages; age++) {
            RetentionPoint point = points.get(age);
            shares[age] = Math.min(1, point.active() / (double) point.starters());
        }
        return new RetentionCurve(
                shares,
                points.get(ages - 1).starters(),
                Figure.Origin.OBSERVED,
                "pooled monthly retention of those active in month 0, ages 0 to " + (ages - 1));
    }

    /**
     * The same share kept every month.
     *
     * @param users imagined users behind the share
     */
    public static RetentionCurve assumed(Figure monthlyShare, double users) {
        return new RetentionCurve(
                new double[] {1, monthlyShare.value()}, users, monthlyShare.origin(), monthlyShare.detail());
    }

    private static int usable(List<RetentionPoint> points) {
        int ages = 0;
        while (ages < points.size()
                && points.get(ages).size() >= MIN_USERS
                && points.get(ages).starters() > 0) {
            ages++;
        }
        return ages;
    }

    /** The share at the last observed age with its origin. */
    Figure figure() {
        return figure;
    }

    /** The last observed age, in months. */
    int lastAge() {
        return observed.length - 1;
    }

    /** The distribution of the share at {@link #lastAge}. */
    Beta lastShareDistribution() {
        double share = observed[lastAge()];
        return Beta.ofCounts(share * users, users);
    }

    /** θ for a share at the last observed age. */
    double exponent(double lastShare) {
        double share = observed[lastAge()];
        if (share <= 0 || share >= 1) {
            return 1;
        }
        return Math.log(Math.clamp(lastShare, LEAST, 1 - LEAST)) / Math.log(share);
    }

    /** The shares by age from 0 to {@code months}. */
    double[] shares(int months) {
        var shares = new double[months + 1];
        Arrays.setAll(shares, this::share);
        return shares;
    }

    private double share(int age) {
        return age < observed.length ? observed[age] : observed[lastAge()] * Math.pow(tailRatio, age - lastAge());
    }
}
