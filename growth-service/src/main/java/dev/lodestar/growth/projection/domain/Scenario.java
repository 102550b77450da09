package dev.lodestar.growth.projection.domain;

/** New paying users and revenue by month of one scenario; the arrays are reused from draw to draw. */
final class Scenario {

    final double[] newPaying;
    final double[] revenue;

    Scenario(int months) {
        newPaying = new double[months + 1];
        revenue = new double[months + 1];
    }

    /** Computes the scenario of a set of levers with the values that the model was prepared with. */
    void run(FlowModel model, int subset) {
        model.newPaying(subset, newPaying);
        model.revenue(newPaying, revenue);
    }

    /** New paying users over the horizon. */
    double users() {
        return sum(newPaying);
    }

    /** Revenue over the horizon, not discounted. */
    double totalRevenue() {
        return sum(revenue);
    }

    /** Present value of the revenue over the horizon. */
    double presentValue(FlowModel model) {
        double value = 0;
        for (int month = 0; month < revenue.length; month++) {
            value += revenue[month] * model.discount(month);
        }
        return value;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
