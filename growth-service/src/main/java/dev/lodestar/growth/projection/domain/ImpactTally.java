package dev.lodestar.growth.projection.domain;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects what one set of levers adds in every draw. */
final class ImpactTally {

    private final double cost;
    private final double[] addedUsers;
    private final double[] addedRevenue;
    private final double[] npv;
    private final double[] discountedByMonth;

    ImpactTally(double cost, int draws, int months) {
        this.cost = cost;
        addedUsers = new double[draws];
        addedRevenue = new double[draws];
        npv = new double[draws];
        discountedByMonth = new double[months + 1];
    }

    /** Adds a draw: the baseline and the scenario, computed by the model with the same values. */
    void add(int draw, Scenario baseline, Scenario improved, FlowModel model) {
        double users = 0;
        double revenue = 0;
        double value = 0;
        for (int month = 0; month <= model.months(); month++) {
            users += improved.newPaying[month] - baseline.newPaying[month];
            double added = improved.revenue[month] - baseline.revenue[month];
            double discounted = added * model.discount(month);
            revenue += added;
            value += discounted;
            discountedByMonth[month] += discounted;
        }
        addedUsers[draw] = users;
        addedRevenue[draw] = revenue;
        npv[draw] = value - cost;
    }

    Impact impact() {
        Spread netValue = Spread.of(npv);
        long positive = Arrays.stream(npv).filter(value -> value > 0).count();
        return new Impact(
                Spread.of(addedUsers),
                Spread.of(addedRevenue),
                netValue,
                cost,
                cost == 0 ? null : netValue.mean() / cost,
                positive / (double) npv.length,
                paybackMonth());
    }

    private @Nullable Integer paybackMonth() {
        double soFar = 0;
        for (int month = 0; month < discountedByMonth.length; month++) {
            soFar += discountedByMonth[month] / npv.length;
            if (soFar >= cost) {
                return month;
            }
        }
        return null;
    }
}
