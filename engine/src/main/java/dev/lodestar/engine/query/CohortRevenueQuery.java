package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;
import java.util.TreeMap;

/**
 * What monthly cohorts paid. There is a row for every cohort that has users, named by the cohort's index among the months that overlap
 * the range: its size, its users who paid more than nothing, then its revenue in its months 0, 1, 2 and so on, in millionths. Revenue
 * counts from the start of the cohort's own month.
 *
 * @param range the range of signups; revenue counts up to its end
 * @param monthlyPriceMicros assumed prices by plan; empty to read revenue events
 * @param filters the users who count
 */
public record CohortRevenueQuery(DayRange range, Map<String, Long> monthlyPriceMicros, Filters filters)
        implements TimelineQuery {
    /** Where a row's revenue starts, after the size and the payers. */
    public static final int REVENUE_COLUMN = 2;

    @Override
    public Tally tally(TimelineView view) {
        PeriodTable months = PeriodTable.fromPeriodStart(view.calendar(), CalendarPeriod.MONTHLY, range);
        UserPayments payments = new UserPayments(view, months, view.calendar().startOf(range.to()), monthlyPriceMicros);
        Scan scan = new Scan(range, months, payments);
        UserSelection.of(view, filters).forEach(scan);
        return Tally.ofSums(scan.rows());
    }

    private static final class Scan implements UserVisitor {
        private final DayRange range;
        private final PeriodTable months;
        private final UserPayments payments;
        private final long[][] rows;

        Scan(DayRange range, PeriodTable months, UserPayments payments) {
            this.range = range;
            this.months = months;
            this.payments = payments;
            this.rows = new long[months.size()][];
        }

        @Override
        public void visit(UserBlock block, int user) {
            if (!block.hasProfile(user) || !range.contains(block.signupDay(user))) {
                return;
            }
            int cohort = months.indexOf(block.signupDay(user));
            if (rows[cohort] == null) {
                rows[cohort] = new long[REVENUE_COLUMN + months.size() - cohort];
            }
            long[] row = rows[cohort];
            row[0]++;
            payments.collect(block, user, months.firstDay(cohort));
            long paid = 0;
            for (int i = 0; i < payments.size(); i++) {
                int column = REVENUE_COLUMN + payments.month(i) - cohort;
                row[column] = Math.addExact(row[column], payments.micros(i));
                paid += payments.micros(i);
            }
            row[1] += paid > 0 ? 1 : 0;
        }

        Map<String, long[]> rows() {
            Map<String, long[]> named = new TreeMap<>();
            for (int cohort = 0; cohort < rows.length; cohort++) {
                if (rows[cohort] != null) {
                    named.put(Integer.toString(cohort), rows[cohort]);
                }
            }
            return named;
        }
    }
}
