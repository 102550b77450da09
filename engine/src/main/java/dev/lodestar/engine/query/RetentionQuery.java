package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.TimelineView;
import java.util.List;

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
public record RetentionQuery(RetentionDefinition definition, DayRange range, List<String> groups, Filters filters)
        implements TimelineQuery {
    /** Takes a copy. */
    public RetentionQuery {
        groups = List.copyOf(groups);
    }

    /** Any activity of the users who signed up in the range, by their signup, without groups; rejects a mode that takes bounds. */
    public static RetentionQuery of(CalendarPeriod period, RetentionMode mode, DayRange range, Filters filters) {
        if (!RetentionMode.WITHOUT_BOUNDS.contains(mode)) {
            throw new IllegalArgumentException("there are no bounds for " + mode.wireName());
        }
        return new RetentionQuery(RetentionDefinition.of(period, mode), range, List.of(), filters);
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

    /** The length of a rolling window in days of 24 hours. */
    public static int windowDays(CalendarPeriod period) {
        return switch (period) {
            case DAILY -> 1;
            case WEEKLY -> 7;
            case MONTHLY -> 30;
            case QUARTERLY -> 91;
        };
    }

    @Override
    public Tally tally(TimelineView view) {
        PeriodTable periods = PeriodTable.fromPeriodStart(view.calendar(), definition.period(), range);
        RetentionScan scan = fastest(view, periods);
        UserSelection.of(view, filters).forEachBlock(scan);
        return Tally.ofSums(scan.rows());
    }

    private RetentionScan fastest(TimelineView view, PeriodTable periods) {
        if (RetentionActiveDays.suffice(definition)) {
            return new RetentionActiveDays(this, view, periods);
        }
        return RetentionWindows.suffice(definition)
                ? new RetentionWindows(this, view, periods)
                : new RetentionEvents(this, view, periods);
    }
}
