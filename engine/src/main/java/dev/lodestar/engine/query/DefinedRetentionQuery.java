package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The retention of a definition. There is a row for every group and cohort that has users, named {@link #row}: its size, then the users
 * retained in its columns 0, 1, 2 and so on.
 *
 * @param definition what is asked
 * @param range the range of starts; returns count up to its end
 * @param groups the values of the breakdown that are shown by themselves; users with any other, or all without a breakdown, are the group after
 *     the last
 * @param filters the users who count
 */
public record DefinedRetentionQuery(
        RetentionDefinition definition, DayRange range, List<String> groups, Filters filters) implements TimelineQuery {
    /** Takes a copy. */
    public DefinedRetentionQuery {
        groups = List.copyOf(groups);
    }

    /**
     * The name of a row.
     *
     * @param group the index of a group, the number of groups for the one after the last
     * @param cohort the index of a cohort among the periods that overlap the range
     */
    public static String row(int group, int cohort) {
        return group + "/" + cohort;
    }

    @Override
    public Tally tally(TimelineView view) {
        PeriodTable periods = PeriodTable.fromPeriodStart(view.calendar(), definition.period(), range);
        Scan scan = new Scan(this, view, periods);
        UserSelection.of(view, filters).forEach(scan);
        return Tally.ofSums(scan.rows());
    }

    private static final class Scan implements UserVisitor {
        private final CohortStarts starts;
        private final AttributeGroups groups;
        private final RetentionColumns columns;
        private final int minimum;
        private final boolean orAfter;
        private final long[][][] rows;

        Scan(DefinedRetentionQuery query, TimelineView view, PeriodTable periods) {
            RetentionDefinition definition = query.definition;
            this.starts = new CohortStarts(view, definition, query.range, periods);
            this.groups = AttributeGroups.of(view, definition.breakdown(), query.groups);
            this.columns = RetentionColumns.of(view, definition, query.range, periods);
            this.minimum = definition.minimumOccurrences();
            this.orAfter = definition.mode() == RetentionMode.ON_OR_AFTER;
            this.rows = new long[query.groups.size() + 1][periods.size()][];
        }

        @Override
        public void visit(UserBlock block, int user) {
            int found = starts.find(block, user);
            if (found == 0) {
                return;
            }
            long[][] cohorts = rows[groups.of(block, user)];
            columns.begin(block, user);
            for (int start = 0; start < found; start++) {
                int cohort = starts.cohort(start);
                if (cohorts[cohort] == null) {
                    cohorts[cohort] = new long[1 + columns.count(cohort)];
                }
                cohorts[cohort][0]++;
                count(cohorts[cohort], columns.returns(starts, start), columns.last() + 1);
            }
        }

        private void count(long[] row, int[] returns, int width) {
            boolean later = false;
            for (int column = width - 1; column >= 0; column--) {
                boolean retained = returns[column] >= minimum;
                later |= retained;
                row[1 + column] += retained || (orAfter && later) ? 1 : 0;
            }
            Arrays.fill(returns, 0, width, 0);
        }

        Map<String, long[]> rows() {
            Map<String, long[]> named = new TreeMap<>();
            for (int group = 0; group < rows.length; group++) {
                for (int cohort = 0; cohort < rows[group].length; cohort++) {
                    if (rows[group][cohort] != null) {
                        named.put(row(group, cohort), rows[group][cohort]);
                    }
                }
            }
            return named;
        }
    }
}
