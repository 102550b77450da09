package dev.lodestar.growth.economics.domain;

import dev.lodestar.growth.assumption.domain.AssumptionName;
import dev.lodestar.growth.assumption.domain.Assumptions;
import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.assumption.domain.Figure.Origin;
import dev.lodestar.growth.observation.domain.Acquired;
import dev.lodestar.growth.observation.domain.ChannelCount;
import dev.lodestar.growth.observation.domain.MrrMonth;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import dev.lodestar.growth.observation.domain.ObservedRevenue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The unit economics of DEFINITIONS §6 and §7.
 *
 * <ul>
 *   <li>CAC = spend / new paying users, new paying users being those who signed up while that spend is known ({@link Acquired}) and have paid
 *       more than nothing
 *   <li>payback in months = CAC / (monthly ARPPU × gross margin)
 *   <li>LTV to date = revenue to date per paying user × gross margin; LTV:CAC their ratio
 * </ul>
 */
public final class UnitEconomics {

    private static final String CURRENCY = "currency";
    private static final String PER_PAYER = "currency_per_payer";
    private static final String RATIO = "ratio";
    private static final String MONTHS = "months";
    private static final double MONTHS_PER_YEAR = 12;

    private final ObservedProduct observed;
    private final Assumptions assumptions;
    private final Figure monthlyArppu;
    private final Figure margin;
    private final List<UnitFigure> figures = new ArrayList<>();

    private UnitEconomics(ObservedProduct observed, Assumptions assumptions, Figure monthlyArppu) {
        this.observed = observed;
        this.assumptions = assumptions;
        this.monthlyArppu = monthlyArppu;
        this.margin = assumptions.figure(AssumptionName.GROSS_MARGIN);
    }

    /**
     * All figures, those of the whole product first.
     *
     * @param monthlyArppu the figure that the flow model uses too
     */
    public static List<UnitFigure> of(ObservedProduct observed, Assumptions assumptions, Figure monthlyArppu) {
        var economics = new UnitEconomics(observed, assumptions, monthlyArppu);
        economics.addRevenuePerUser();
        economics.addAcquisition(null, economics.totalCost());
        economics.addMovements();
        economics.addChannels();
        return List.copyOf(economics.figures);
    }

    private void addRevenuePerUser() {
        ObservedRevenue revenue = observed.revenue();
        add("arpu_to_date", toDate(ObservedRevenue::arpu), "currency_per_user");
        add("arppu_to_date", toDate(ObservedRevenue::arppu), PER_PAYER);
        figures.add(UnitFigure.of("arpu_yearly", null, yearlyArpu(revenue), "currency_per_user_year"));
        figures.add(UnitFigure.of("arppu_monthly", null, monthlyArppu, "currency_per_payer_month"));
        figures.add(UnitFigure.of("gross_margin", null, margin, "rate"));
        add("ltv_to_date", lifetimeValue(), PER_PAYER);
        figures.add(UnitFigure.missing("ltv_projected", null, PER_PAYER, "no_model"));
    }

    private void add(String metric, @Nullable Figure figure, String unit) {
        figures.add(
                figure == null
                        ? UnitFigure.missing(metric, null, unit, observed.reason("revenue"))
                        : UnitFigure.of(metric, null, figure, unit));
    }

    private @Nullable Figure toDate(Function<ObservedRevenue, @Nullable Double> part) {
        ObservedRevenue revenue = observed.revenue();
        Double value = revenue == null ? null : part.apply(revenue);
        return revenue == null || value == null
                ? null
                : new Figure(
                        value,
                        revenue.estimated() ? Origin.ASSUMPTION : Origin.OBSERVED,
                        revenue.estimated() ? "plan prices, all cohorts to date" : "invoices, all cohorts to date");
    }

    private @Nullable Figure lifetimeValue() {
        Figure arppu = toDate(ObservedRevenue::arppu);
        return arppu == null ? null : Figure.assumed(arppu.value() * margin.value(), "arppu_to_date x gross_margin");
    }

    private Figure yearlyArpu(@Nullable ObservedRevenue revenue) {
        List<MrrMonth> months = revenue == null ? List.of() : revenue.recentMonths();
        Long users = observed.totalUsers();
        if (revenue == null || months.isEmpty() || users == null || users == 0) {
            return assumptions.figure(AssumptionName.ARPU_YEARLY);
        }
        double monthly = months.stream()
                .map(MrrMonth::mrr)
                .mapToDouble(mrr -> mrr == null ? 0 : mrr)
                .average()
                .orElse(0);
        return new Figure(
                monthly * MONTHS_PER_YEAR / users,
                revenue.estimated() ? Origin.ASSUMPTION : Origin.OBSERVED,
                "revenue of the last " + months.size() + " complete months, over a year, per user");
    }

    /** An assumed CAC stands in where no spend is known, and not where what was spent won nobody or nobody may know whom. */
    private UnitFigure totalCost() {
        Acquired acquired = observed.acquired();
        UnitFigure cost = cost(null, acquired);
        return acquired.spend() == null
                ? assumptions
                        .version(AssumptionName.CAC)
                        .map(version -> UnitFigure.of("cac", null, assumptions.figure(AssumptionName.CAC), PER_PAYER))
                        .orElse(cost)
                : cost;
    }

    private UnitFigure cost(@Nullable String channel, Acquired acquired) {
        Double spend = acquired.spend();
        Long newPayingUsers = acquired.newPayingUsers();
        if (spend == null) {
            return UnitFigure.missing("cac", channel, PER_PAYER, "no_spend");
        }
        if (newPayingUsers == null) {
            return UnitFigure.missing("cac", channel, PER_PAYER, observed.reason("payers"));
        }
        if (newPayingUsers == 0) {
            return UnitFigure.missing("cac", channel, PER_PAYER, "no_new_paying_users");
        }
        boolean estimated = observed.revenue() != null && observed.revenue().estimated();
        Figure cost = new Figure(
                spend / newPayingUsers,
                estimated ? Origin.ASSUMPTION : Origin.OBSERVED,
                "spend of " + acquired.when() + " over " + newPayingUsers + " new paying users");
        return UnitFigure.of("cac", channel, cost, PER_PAYER);
    }

    /** CAC and what follows from it. */
    private void addAcquisition(@Nullable String channel, UnitFigure cost) {
        figures.add(cost);
        Double cac = cost.value();
        if (cac == null) {
            String reason = cost.reason() == null ? "no_spend" : cost.reason();
            figures.add(UnitFigure.missing("payback_months", channel, MONTHS, reason));
            figures.add(UnitFigure.missing("ltv_to_cac", channel, RATIO, reason));
            return;
        }
        figures.add(payback(channel, cac));
        figures.add(lifetimeValueToCost(channel, cac));
    }

    private UnitFigure payback(@Nullable String channel, double cac) {
        double monthly = monthlyArppu.value() * margin.value();
        return monthly == 0
                ? UnitFigure.missing("payback_months", channel, MONTHS, "no_revenue")
                : UnitFigure.of(
                        "payback_months",
                        channel,
                        Figure.assumed(cac / monthly, "cac / (arppu_monthly x gross_margin)"),
                        MONTHS);
    }

    private UnitFigure lifetimeValueToCost(@Nullable String channel, double cac) {
        Figure value = lifetimeValue();
        if (value == null) {
            return UnitFigure.missing("ltv_to_cac", channel, RATIO, observed.reason("revenue"));
        }
        return cac == 0
                ? UnitFigure.missing("ltv_to_cac", channel, RATIO, "no_cost")
                : UnitFigure.of("ltv_to_cac", channel, Figure.assumed(value.value() / cac, "ltv_to_date / cac"), RATIO);
    }

    private void addMovements() {
        ObservedRevenue revenue = observed.revenue();
        MrrMonth month = revenue == null ? null : revenue.lastCompleteMonth().orElse(null);
        addMovement("mrr", month, MrrMonth::mrr, CURRENCY);
        addMovement("mrr_new", month, MrrMonth::newMrr, CURRENCY);
        addMovement("mrr_expansion", month, MrrMonth::expansion, CURRENCY);
        addMovement("mrr_contraction", month, MrrMonth::contraction, CURRENCY);
        addMovement("mrr_churned", month, MrrMonth::churned, CURRENCY);
        addMovement("mrr_reactivated", month, MrrMonth::reactivated, CURRENCY);
        addMovement("nrr", month, MrrMonth::nrr, RATIO);
        addMovement("grr", month, MrrMonth::grr, RATIO);
        addMovement("mrr_quick_ratio", month, MrrMonth::quickRatio, RATIO);
    }

    private void addMovement(
            String metric, @Nullable MrrMonth month, Function<MrrMonth, @Nullable Double> part, String unit) {
        Double value = month == null ? null : part.apply(month);
        if (month == null) {
            String reason = observed.revenue() == null ? observed.reason("revenue") : "no_complete_month";
            figures.add(UnitFigure.missing(metric, null, unit, reason));
        } else if (value == null) {
            figures.add(UnitFigure.missing(metric, null, unit, whyNot(month)));
        } else {
            boolean estimated = observed.revenue() != null && observed.revenue().estimated();
            figures.add(UnitFigure.of(
                    metric,
                    null,
                    new Figure(value, estimated ? Origin.ASSUMPTION : Origin.OBSERVED, "month " + month.month()),
                    unit));
        }
    }

    /** Why a complete month lacks a figure: it, or the month before that it is held against, is withheld; that one is cut; or its revenue is 0. */
    private String whyNot(MrrMonth month) {
        ObservedRevenue revenue = Objects.requireNonNull(observed.revenue());
        MrrMonth before = revenue.before(month).orElse(null);
        if (month.payingUsers() == null || (before != null && before.payingUsers() == null)) {
            return "suppressed";
        }
        return before != null && before.partial() ? "partial_month_before" : "zero_base";
    }

    private void addChannels() {
        for (ChannelCount channel : observed.channels()) {
            addAcquisition(channel.channel(), cost(channel.channel(), channel.acquired()));
        }
    }
}
