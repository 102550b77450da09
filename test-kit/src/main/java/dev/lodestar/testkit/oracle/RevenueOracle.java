package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.analysis.Reason;
import dev.lodestar.engine.revenue.ChannelRevenue;
import dev.lodestar.engine.revenue.CohortRevenue;
import dev.lodestar.engine.revenue.MrrMonth;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Section 6 up to projections: revenue by monthly cohort, and monthly recurring revenue, from invoices or, where there are none, from
 * prices.
 */
public final class RevenueOracle {

    private final Slice slice;
    private final Facts facts;
    private final Map<String, Double> prices;

    /** @param prices by plan and month, used only where the data hold no invoice */
    public RevenueOracle(Slice slice, Map<String, Double> prices) {
        this.slice = slice;
        this.facts = slice.facts();
        this.prices = facts.hasInvoices() ? Map.of() : prices;
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

    /**
     * Money of one month: on the day of an invoice, or while a plan ran.
     *
     * @param first the first day
     * @param last the last day
     */
    private record Payment(LocalDate first, LocalDate last, double amount) {
        boolean isFrom(LocalDate day) {
            return !last.isBefore(day);
        }

        boolean isBefore(LocalDate day) {
            return first.isBefore(day);
        }
    }

    private List<Payment> payments(PlainUser user) {
        return prices.isEmpty()
                ? invoices(user)
                        .map(event -> new Payment(facts.day(event.at()), facts.day(event.at()), amount(event)))
                        .toList()
                : subscription(user);
    }

    /** The plan of the profile, from the first upgrade since signup, else from signup, to the last cancellation after that. */
    private List<Payment> subscription(PlainUser user) {
        PlainProfile profile = user.profile();
        Double price = profile == null ? null : prices.get(profile.attribute("plan_type"));
        if (profile == null || price == null || price == 0 || profile.signupAt() >= slice.end()) {
            return List.of();
        }
        PlainEvent upgrade = slice.firstAtOrAfterSignup(
                user, event -> event.type().equals(facts.plan().upgrade()));
        int start = upgrade == null ? -1 : user.events().indexOf(upgrade);
        LocalDate from = facts.day(upgrade == null ? profile.signupAt() : upgrade.at());
        LocalDate to = slice.atOrAfterSignup(user).stream()
                .filter(event -> event.type().equals(facts.plan().cancellation())
                        && user.events().indexOf(event) > start)
                .map(event -> facts.day(event.at()))
                .reduce((earlier, later) -> later)
                .orElse(slice.to().minusDays(1));
        List<Payment> payments = new ArrayList<>();
        for (LocalDate month = from.withDayOfMonth(1); !month.isAfter(to); month = month.plusMonths(1)) {
            LocalDate end = month.plusMonths(1).minusDays(1);
            payments.add(new Payment(month.isBefore(from) ? from : month, end.isAfter(to) ? to : end, price));
        }
        return payments;
    }

    /** All cohorts together; at each age over those whose month of that age is over. */
    public CohortRevenue total() {
        Collection<List<PlainUser>> cohorts =
                new CohortOracle(slice).cohorts(CalendarPeriod.MONTHLY).values();
        List<Paid> rows = cohorts();
        boolean known = facts.hasInvoices() || !prices.isEmpty();
        long size = cohorts.stream().mapToLong(List::size).sum();
        long paying = rows.stream().mapToLong(Paid::paying).sum();
        double revenue = rows.stream().mapToDouble(Paid::revenue).sum();
        Double arpu = size == 0 ? null : (Double) (revenue / size);
        return known
                ? new CohortRevenue(
                        null,
                        size,
                        paying,
                        ActivityOracle.ratio(paying, size),
                        revenue,
                        arpu,
                        paying == 0 ? null : (Double) (revenue / paying),
                        arpu,
                        null,
                        null,
                        null,
                        !facts.hasInvoices(),
                        Reason.NO_MODEL,
                        pooled(rows))
                : new CohortRevenue(
                        null,
                        size,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        Reason.NO_INVOICES,
                        List.of());
    }

    private List<Double> pooled(List<Paid> rows) {
        List<Double> cumulative = new ArrayList<>();
        List<Paid> old = completeAt(rows, 0);
        while (!old.isEmpty()) {
            int age = cumulative.size();
            double paid = old.stream()
                    .mapToDouble(row -> row.cumulative().get(age) * row.size())
                    .sum();
            cumulative.add(paid / old.stream().mapToLong(Paid::size).sum());
            old = completeAt(rows, age + 1);
        }
        return cumulative;
    }

    private List<Paid> completeAt(List<Paid> rows, int age) {
        return rows.stream()
                .filter(row -> !row.cohort().plusMonths(age + 1L).isAfter(slice.to()))
                .toList();
    }

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

    /** Who signed up in the range and what they paid, by channel. */
    public List<ChannelRevenue> channels() {
        boolean known = facts.hasInvoices() || !prices.isEmpty();
        Map<String, long[]> users = new TreeMap<>();
        Map<String, Double> paid = new TreeMap<>();
        new CohortOracle(slice)
                .cohorts(CalendarPeriod.MONTHLY)
                .forEach((month, cohort) -> cohort.forEach(user -> {
                    String named = Objects.requireNonNull(user.profile()).attribute("channel");
                    String channel = named.isEmpty() ? "(none)" : named;
                    double amount = paid(user, month, slice.to());
                    long[] counts = users.computeIfAbsent(channel, name -> new long[2]);
                    counts[0]++;
                    counts[1] += amount > 0 ? 1 : 0;
                    paid.merge(channel, amount, Double::sum);
                }));
        List<ChannelRevenue> rows = new ArrayList<>();
        users.forEach((channel, counts) -> {
            double revenue = paid.getOrDefault(channel, 0.0);
            rows.add(
                    known
                            ? new ChannelRevenue(
                                    channel,
                                    counts[0],
                                    counts[1],
                                    ActivityOracle.ratio(counts[1], counts[0]),
                                    revenue,
                                    revenue / counts[0],
                                    counts[1] == 0 ? null : (Double) (revenue / counts[1]))
                            : new ChannelRevenue(channel, counts[0], null, null, null, null, null));
        });
        return rows;
    }

    /** What a user paid from the start of the cohort's own month up to a day; an earlier payment has no age. */
    private double paid(PlainUser user, LocalDate from, LocalDate before) {
        return payments(user).stream()
                .filter(payment -> payment.isFrom(from) && payment.isBefore(before))
                .mapToDouble(Payment::amount)
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

    /** What a user pays in a month; nothing where refunds outweigh the invoices, since nobody pays less than nothing. */
    private double inMonth(PlainUser user, LocalDate month) {
        double sum = payments(user).stream()
                .filter(payment -> payment.isFrom(slice.from()) && payment.isBefore(slice.to()))
                .filter(payment -> payment.first().withDayOfMonth(1).equals(month))
                .mapToDouble(Payment::amount)
                .sum();
        return Math.max(0, sum);
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
