package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.revenue.MrrMonth;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Section 6 as far as invoices tell: revenue by monthly cohort, and monthly recurring revenue. */
public final class RevenueOracle {

    private final Slice slice;
    private final Facts facts;

    public RevenueOracle(Slice slice) {
        this.slice = slice;
        this.facts = slice.facts();
    }

    /**
     * What a cohort has paid.
     *
     * @param cohort     the first day of the month of signup
     * @param size       all users
     * @param paying     those with revenue
     * @param revenue    the sum of their amounts
     * @param cumulative revenue per user by age in months, over the months that start before the end of the range
     */
    public record Paid(LocalDate cohort, long size, long paying, double revenue, List<Double> cumulative) {}

    /** Every monthly cohort that has users. */
    public List<Paid> cohorts() {
        List<Paid> rows = new ArrayList<>();
        new CohortOracle(slice).cohorts(CalendarPeriod.MONTHLY).forEach((month, users) -> {
            List<Double> cumulative = new ArrayList<>();
            for (LocalDate end = month.plusMonths(1);
                    end.minusMonths(1).isBefore(slice.to());
                    end = end.plusMonths(1)) {
                LocalDate before = end;
                cumulative.add(users.stream()
                                .mapToDouble(user -> paid(user, month, before))
                                .sum()
                        / users.size());
            }
            rows.add(new Paid(
                    month,
                    users.size(),
                    users.stream()
                            .filter(user -> paid(user, month, slice.to()) > 0)
                            .count(),
                    users.stream()
                            .mapToDouble(user -> paid(user, month, slice.to()))
                            .sum(),
                    cumulative));
        });
        return rows;
    }

    /** What a user paid from the start of the cohort's own month up to a day; an earlier payment has no age. */
    private double paid(PlainUser user, LocalDate from, LocalDate before) {
        return invoices(user)
                .filter(event -> !facts.day(event.at()).isBefore(from))
                .filter(event -> facts.day(event.at()).isBefore(before))
                .mapToDouble(RevenueOracle::amount)
                .sum();
    }

    private Stream<PlainEvent> invoices(PlainUser user) {
        return user.events().stream()
                .filter(event -> event.type().equals(facts.plan().revenue()));
    }

    private static double amount(PlainEvent event) {
        return event.amount() == null ? 0 : event.amount();
    }

    /** Every month that overlaps the range. */
    public List<MrrMonth> mrr() {
        List<LocalDate> months = slice.periods(CalendarPeriod.MONTHLY);
        List<double[]> revenueOfUsers = slice.users().stream()
                .map(user -> months.stream()
                        .mapToDouble(month -> inMonth(user, month))
                        .toArray())
                .toList();
        List<MrrMonth> rows = new ArrayList<>();
        for (int t = 0; t < months.size(); t++) {
            rows.add(month(months, t, revenueOfUsers));
        }
        return rows;
    }

    private double inMonth(PlainUser user, LocalDate month) {
        return invoices(user)
                .filter(event -> slice.inRange(event)
                        && facts.day(event.at()).withDayOfMonth(1).equals(month))
                .mapToDouble(RevenueOracle::amount)
                .sum();
    }

    private MrrMonth month(List<LocalDate> months, int t, List<double[]> revenueOfUsers) {
        double mrr = 0;
        double before = 0;
        double fresh = 0;
        double expansion = 0;
        double contraction = 0;
        double churned = 0;
        double reactivated = 0;
        long paying = 0;
        for (double[] revenue : revenueOfUsers) {
            double now = revenue[t];
            double then = t == 0 ? 0 : revenue[t - 1];
            boolean paidEarlier = false;
            for (int s = 0; s < t; s++) {
                paidEarlier |= revenue[s] > 0;
            }
            mrr += now;
            before += then;
            paying += now > 0 ? 1 : 0;
            fresh += paidEarlier ? 0 : now;
            reactivated += paidEarlier && then == 0 ? now : 0;
            expansion += then > 0 && now > then ? now - then : 0;
            contraction += now > 0 && now < then ? then - now : 0;
            churned += now == 0 ? then : 0;
        }
        boolean partial = slice.isPartial(CalendarPeriod.MONTHLY, months.get(t));
        boolean comparable = t > 0 && !partial && !slice.isPartial(CalendarPeriod.MONTHLY, months.get(t - 1));
        double lost = contraction + churned;
        double base = before;
        double grown = expansion;
        return new MrrMonth(
                months.get(t),
                mrr,
                fresh,
                expansion,
                contraction,
                churned,
                reactivated,
                rate(comparable, base, b -> (b + grown - lost) / b),
                rate(comparable, base, b -> (b - lost) / b),
                !comparable || lost == 0 ? null : (fresh + expansion + reactivated) / lost,
                paying,
                partial);
    }

    private static @Nullable Double rate(boolean comparable, double base, DoubleUnaryOperator rate) {
        return comparable && base > 0 ? rate.applyAsDouble(base) : null;
    }
}
