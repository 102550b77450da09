package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How large the groups of a retention's breakdown are: a row for each value of the attribute, {@link Filters#NONE} for its absence, with the sum
 * of its cohorts' sizes.
 *
 * @param definition the retention; it must have a breakdown
 * @param range the range of starts
 * @param filters the users who count
 */
public record RetentionGroupsQuery(RetentionDefinition definition, DayRange range, Filters filters)
        implements TimelineQuery {

    @Override
    public Tally tally(TimelineView view) {
        PeriodTable periods = PeriodTable.fromPeriodStart(view.calendar(), definition.period(), range);
        CohortStarts starts = new CohortStarts(view, definition, range, periods);
        AttributeGroups groups = AttributeGroups.ofValues(view, definition.breakdown());
        long[] sizes = new long[groups.count()];
        UserSelection.of(view, filters)
                .forEach((UserBlock block, int user) -> sizes[groups.of(block, user)] += starts.find(block, user));
        List<String> values = groups.values();
        Map<String, long[]> rows = new TreeMap<>();
        for (int group = 0; group < sizes.length; group++) {
            if (sizes[group] > 0) {
                rows.merge(
                        values.get(group), new long[] {sizes[group]}, (one, other) -> new long[] {one[0] + other[0]});
            }
        }
        return Tally.ofSums(rows);
    }
}
