package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What users who signed up in the range paid, by the values of an attribute. There is a row for every value that some of them has, {@link Filters#NONE} for its
 * absence: the users, those who paid more than nothing, and their revenue in millionths, counted as in {@link CohortRevenueQuery}.
 *
 * @param range the range of signups; revenue counts up to its end
 * @param attribute the attribute of profiles
 * @param monthlyPriceMicros assumed prices by plan; empty to read revenue events
 * @param filters the users who count
 */
public record RevenueGroupsQuery(
        DayRange range, String attribute, Map<String, Long> monthlyPriceMicros, Filters filters)
        implements TimelineQuery {
    /** Columns of a row: users, payers, revenue. */
    public static final int COLUMNS = 3;

    @Override
    public Tally tally(TimelineView view) {
        PeriodTable months = PeriodTable.fromPeriodStart(view.calendar(), CalendarPeriod.MONTHLY, range);
        UserPayments payments = new UserPayments(view, months, view.calendar().startOf(range.to()), monthlyPriceMicros);
        Scan scan = new Scan(range, months, payments, AttributeGroups.ofValues(view, attribute));
        UserSelection.of(view, filters).forEach(scan);
        return Tally.ofSums(scan.rows());
    }

    private static final class Scan implements UserVisitor {
        private final DayRange range;
        private final PeriodTable months;
        private final UserPayments payments;
        private final AttributeGroups groups;
        private final long[][] rows;

        Scan(DayRange range, PeriodTable months, UserPayments payments, AttributeGroups groups) {
            this.range = range;
            this.months = months;
            this.payments = payments;
            this.groups = groups;
            this.rows = new long[groups.count()][COLUMNS];
        }

        @Override
        public void visit(UserBlock block, int user) {
            if (!block.hasProfile(user) || !range.contains(block.signupDay(user))) {
                return;
            }
            payments.collect(block, user, months.firstDay(months.indexOf(block.signupDay(user))));
            long paid = 0;
            for (int i = 0; i < payments.size(); i++) {
                paid = Math.addExact(paid, payments.micros(i));
            }
            long[] row = rows[groups.of(block, user)];
            row[0]++;
            row[1] += paid > 0 ? 1 : 0;
            row[2] = Math.addExact(row[2], paid);
        }

        Map<String, long[]> rows() {
            Map<String, long[]> named = new TreeMap<>();
            List<String> values = groups.values();
            for (int group = 0; group < rows.length; group++) {
                if (rows[group][0] > 0) {
                    named.merge(values.get(group), rows[group], Scan::sum);
                }
            }
            return named;
        }

        /** Two groups are one where a value is called as its absence is. */
        private static long[] sum(long[] some, long[] others) {
            Arrays.setAll(some, column -> Math.addExact(some[column], others[column]));
            return some;
        }
    }
}
