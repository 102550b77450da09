package dev.lodestar.engine.revenue;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Ratio;
import dev.lodestar.engine.analysis.Reason;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.CohortRevenueQuery;
import dev.lodestar.engine.query.RecurringRevenueQuery;
import dev.lodestar.engine.query.RevenueGroupsQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.PeriodTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Revenue of monthly cohorts up to the end of the range, and monthly recurring revenue. Amounts are added in millionths, exactly.
 *
 * <p>Revenue is the amounts of revenue events. Only where the data hold none at all is it estimated from assumed monthly prices of the
 * profiles' plans, and where there are no prices either it is null.
 */
public final class CohortRevenueAnalysis {
    private static final double MICROS = 1e6;
    private static final String CHANNEL = "channel";

    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public CohortRevenueAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /**
     * Cohorts, their total, the same by channel, and the movements of recurring revenue.
     *
     * @param monthlyPrices assumed prices by plan, used only where the data hold no revenue event
     */
    public CohortRevenueAnswer analyse(Scope scope, Map<String, Double> monthlyPrices) {
        Inquiry inquiry = new Inquiry(context, scope);
        Map<String, Double> prices = inquiry.extent().revenue() ? Map.of() : monthlyPrices;
        boolean known = inquiry.extent().revenue() || !prices.isEmpty();
        Map<String, Long> micros = inMicros(prices);
        PeriodTable months = PeriodTable.fromPeriodStart(inquiry.calendar(), CalendarPeriod.MONTHLY, inquiry.range());
        Tally tally = inquiry.ask(new CohortRevenueQuery(inquiry.range(), micros, inquiry.filters()));
        Tally byChannel = inquiry.ask(new RevenueGroupsQuery(inquiry.range(), CHANNEL, micros, inquiry.filters()));
        CohortRevenueRows rows = new CohortRevenueRows(months, inquiry, known);
        List<CohortRevenue> cohorts = rows.cohorts(tally);
        CohortRevenue total = rows.total(tally);
        List<MrrMonth> mrr = known ? mrr(inquiry, micros) : List.of();
        Map<String, @Nullable Object> definition = inquiry.definition("cohort_revenue");
        definition.put("period", CalendarPeriod.MONTHLY.wireName());
        definition.put("revenue_event", context.plan().revenue());
        definition.put("monthly_prices", new TreeMap<>(prices));
        return new CohortRevenueAnswer(
                definition,
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                cohorts,
                total,
                channels(byChannel, known),
                mrr,
                known ? null : Reason.NO_INVOICES);
    }

    private static Map<String, Long> inMicros(Map<String, Double> prices) {
        Map<String, Long> micros = new TreeMap<>();
        prices.forEach((plan, price) -> micros.put(plan, Math.round(price * MICROS)));
        return micros;
    }

    private static List<ChannelRevenue> channels(Tally tally, boolean known) {
        List<ChannelRevenue> rows = new ArrayList<>();
        for (String channel : new TreeSet<>(tally.sums().keySet())) {
            long[] row = tally.row(channel, RevenueGroupsQuery.COLUMNS);
            long size = row[0];
            long paying = row[1];
            double revenue = row[2] / MICROS;
            rows.add(
                    known
                            ? new ChannelRevenue(
                                    channel,
                                    size,
                                    paying,
                                    Ratio.of(paying, size),
                                    revenue,
                                    Ratio.of(revenue, (double) size),
                                    Ratio.of(revenue, (double) paying))
                            : new ChannelRevenue(channel, size, null, null, null, null, null));
        }
        return rows;
    }

    private static List<MrrMonth> mrr(Inquiry inquiry, Map<String, Long> priceMicros) {
        PeriodTable months = new PeriodTable(inquiry.calendar(), CalendarPeriod.MONTHLY, inquiry.range());
        Tally tally = inquiry.ask(new RecurringRevenueQuery(inquiry.range(), priceMicros, inquiry.filters()));
        double[] revenue = amounts(tally, RecurringRevenueQuery.REVENUE, months.size());
        double[] first = amounts(tally, RecurringRevenueQuery.NEW, months.size());
        double[] expansion = amounts(tally, RecurringRevenueQuery.EXPANSION, months.size());
        double[] contraction = amounts(tally, RecurringRevenueQuery.CONTRACTION, months.size());
        double[] churned = amounts(tally, RecurringRevenueQuery.CHURNED, months.size());
        double[] reactivated = amounts(tally, RecurringRevenueQuery.REACTIVATED, months.size());
        long[] paying = tally.row(RecurringRevenueQuery.PAYING, months.size());
        List<MrrMonth> rows = new ArrayList<>(months.size());
        for (int t = 0; t < months.size(); t++) {
            boolean whole = t > 0 && !months.isPartial(t) && !months.isPartial(t - 1);
            double before = t > 0 ? revenue[t - 1] : 0;
            double lost = contraction[t] + churned[t];
            LocalDate month = months.startDate(t);
            rows.add(new MrrMonth(
                    month,
                    revenue[t],
                    first[t],
                    expansion[t],
                    contraction[t],
                    churned[t],
                    reactivated[t],
                    whole ? Ratio.of(before + expansion[t] - lost, before) : null,
                    whole ? Ratio.of(before - lost, before) : null,
                    whole ? Ratio.of(first[t] + expansion[t] + reactivated[t], lost) : null,
                    paying[t],
                    months.isPartial(t)));
        }
        return rows;
    }

    private static double[] amounts(Tally tally, String name, int size) {
        return Arrays.stream(tally.row(name, size))
                .mapToDouble(micros -> micros / MICROS)
                .toArray();
    }
}
