package dev.lodestar.engine.query;

import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;

/** Counts the retention of any definition, from the starts and returns of one user after the other. */
final class RetentionEvents extends RetentionScan {
    private final CohortStarts starts;
    private final AttributeGroups groups;
    private final RetentionColumns columns;
    private final int minimum;
    private final boolean orAfter;

    RetentionEvents(RetentionQuery query, TimelineView view, PeriodTable periods) {
        super(query, periods.size());
        RetentionDefinition definition = query.definition();
        this.starts = new CohortStarts(view, definition, query.range(), periods);
        this.groups = AttributeGroups.of(view, definition.breakdown(), query.groups());
        this.columns = RetentionColumns.of(view, definition, query.range(), periods);
        this.minimum = definition.minimumOccurrences();
        this.orAfter = definition.mode() == RetentionMode.ON_OR_AFTER;
    }

    @Override
    int columns(int cohort) {
        return columns.count(cohort);
    }

    @Override
    public void visit(UserBlock block, int[] users, int count) {
        for (int i = 0; i < count; i++) {
            int user = users[i];
            int found = starts.find(block, user);
            if (found == 0) {
                continue;
            }
            int group = groups.of(block, user);
            columns.begin(block, user);
            for (int start = 0; start < found; start++) {
                count(rowOf(group, starts.cohort(start), 1), columns.returns(starts, start), columns.last() + 1);
            }
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
}
