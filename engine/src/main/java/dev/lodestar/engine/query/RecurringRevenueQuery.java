package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;

/**
 * Revenue by month and what moved it, in millionths, of all users, with or without a profile. Only revenue in the range is read, so that
 * all revenue of its first month is new. A user whose amounts of a month do not add up to more than nothing does not pay in it.
 *
 * @param range the range
 * @param monthlyPriceMicros assumed prices by plan; empty to read revenue events
 * @param filters the users who count
 */
public record RecurringRevenueQuery(DayRange range, Map<String, Long> monthlyPriceMicros, Filters filters)
        implements TimelineQuery {
    /** Row by month: revenue. */
    public static final String REVENUE = "revenue";

    /** Row by month: of users who never paid before. */
    public static final String NEW = "new";

    /** Row by month: more than in the month before. */
    public static final String EXPANSION = "expansion";

    /** Row by month: less than in the month before, by users who still pay. */
    public static final String CONTRACTION = "contraction";

    /** Row by month: of the month before, by users who no longer pay. */
    public static final String CHURNED = "churned";

    /** Row by month: of users who paid earlier, not in the month before. */
    public static final String REACTIVATED = "reactivated";

    /** Row by month: users who pay. */
    public static final String PAYING = "paying";

    @Override
    public Tally tally(TimelineView view) {
        PeriodTable months = new PeriodTable(view.calendar(), CalendarPeriod.MONTHLY, range);
        UserPayments payments = new UserPayments(view, months, view.calendar().startOf(range.to()), monthlyPriceMicros);
        Scan scan = new Scan(range.from(), months.size(), payments);
        UserSelection.of(view, filters).forEach(scan);
        return Tally.ofSums(Map.of(
                REVENUE, scan.revenue,
                NEW, scan.first,
                EXPANSION, scan.expansion,
                CONTRACTION, scan.contraction,
                CHURNED, scan.churned,
                REACTIVATED, scan.reactivated,
                PAYING, scan.paying));
    }

    private static final class Scan implements UserVisitor {
        private static final int NOT_YET = -2;

        private final int fromDay;
        private final UserPayments payments;
        private final long[] revenue;
        private final long[] first;
        private final long[] expansion;
        private final long[] contraction;
        private final long[] churned;
        private final long[] reactivated;
        private final long[] paying;

        Scan(int fromDay, int months, UserPayments payments) {
            this.fromDay = fromDay;
            this.payments = payments;
            this.revenue = new long[months];
            this.first = new long[months];
            this.expansion = new long[months];
            this.contraction = new long[months];
            this.churned = new long[months];
            this.reactivated = new long[months];
            this.paying = new long[months];
        }

        @Override
        public void visit(UserBlock block, int user) {
            payments.collect(block, user, fromDay);
            int lastMonth = NOT_YET;
            long lastMicros = 0;
            for (int i = 0; i < payments.size(); i++) {
                if (payments.micros(i) > 0) {
                    pay(payments.month(i), payments.micros(i), lastMonth, lastMicros);
                    lastMonth = payments.month(i);
                    lastMicros = payments.micros(i);
                }
            }
            leave(lastMonth, lastMicros);
        }

        private void pay(int month, long micros, int lastMonth, long lastMicros) {
            revenue[month] = Math.addExact(revenue[month], micros);
            paying[month]++;
            if (lastMonth == NOT_YET) {
                first[month] += micros;
            } else if (lastMonth == month - 1) {
                expansion[month] += Math.max(0, micros - lastMicros);
                contraction[month] += Math.max(0, lastMicros - micros);
            } else {
                reactivated[month] += micros;
                leave(lastMonth, lastMicros);
            }
        }

        private void leave(int lastMonth, long lastMicros) {
            if (lastMonth != NOT_YET && lastMonth + 1 < churned.length) {
                churned[lastMonth + 1] += lastMicros;
            }
        }
    }
}
