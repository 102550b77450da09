package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.TimelineView;
import java.util.List;

/**
 * An ad-hoc funnel in one partition. Quantiles of times take two rounds: first the fine classes of {@link DurationClasses}, then, where a
 * quantile falls, the times to the millisecond; so that not every user's time need travel.
 *
 * <p>The first round has for each group of the breakdown, the group {@link #ALL} where there is none, the row {@link #usersOf} and the
 * multisets {@link #timesOf}; for each period of the trend a row {@link #periodOf}. Where the partition has more than {@link #MAX_GROUPS}
 * groups and none are listed, it has for each group only a count {@link #sizeOf}, and no multisets; the question is then to be put again with a
 * list. The second round has the multisets only.
 *
 * @param definition the funnel
 * @param range the days that step 1 must fall in
 * @param dataTo the day at whose start the data end
 * @param groups the groups to tell apart, all others being {@link #OTHER}; empty for all of them
 * @param wanted the classes whose times are wanted exactly; empty in the first round
 * @param filters the users who count
 */
public record StepFunnelQuery(
        FunnelDefinition definition,
        DayRange range,
        int dataTo,
        List<String> groups,
        List<WantedTimes> wanted,
        Filters filters)
        implements TimelineQuery {
    /** Groups told apart at most. */
    public static final int MAX_GROUPS = 50;

    /** The group of everybody: the only one without a breakdown. */
    public static final String ALL = "";

    /** The group of the users in groups that are not listed. */
    public static final String OTHER = "(other)";

    /** Count: users taken out by an exclusion. */
    public static final String REMOVED = "removed";

    /** Count: users who have no period of the trend, because they have no profile. */
    public static final String WITHOUT_PERIOD = "without_period";

    /** Takes copies. */
    public StepFunnelQuery {
        groups = List.copyOf(groups);
        wanted = List.copyOf(wanted);
    }

    /** From where on times run. */
    public enum Since {
        FIRST,
        PREVIOUS
    }

    /**
     * Times wanted exactly.
     *
     * @param group the group, {@link #ALL} for everybody
     * @param since from where on they run
     * @param step the step, from 2
     * @param classes fine classes of {@link DurationClasses}, ascending
     */
    public record WantedTimes(String group, Since since, int step, List<Integer> classes) {
        /** Takes a copy. */
        public WantedTimes {
            classes = List.copyOf(classes);
        }
    }

    /**
     * The name of a group's row: users at each step; then users one step short and in progress towards each step; then milliseconds from step 1
     * to each, in all; then from the step before.
     */
    public static String usersOf(String group) {
        return "users|" + group;
    }

    /** The name of a group's multiset of times to a step: fine classes in the first round, milliseconds in the second. */
    public static String timesOf(Since since, int step, String group) {
        return since.name() + "|" + step + "|" + group;
    }

    /** What the name of every group's count begins with. */
    public static final String SIZE = "size|";

    /** The name of the count of users at step 1 in a group that was not looked at more closely. */
    public static String sizeOf(String group) {
        return SIZE + group;
    }

    /** What the name of every period's row begins with. */
    public static final String PERIOD = "period|";

    /** The name of a period's row, by the calendar's number of it: users at each step, then those in progress. */
    public static String periodOf(int number) {
        return PERIOD + number;
    }

    /** The group that the users of a value of the breakdown are counted in. */
    String countedAs(String value) {
        return groups.isEmpty() || groups.contains(value) ? value : OTHER;
    }

    @Override
    public Tally tally(TimelineView view) {
        FunnelWalk walk = new FunnelWalk(view, definition, range, dataTo);
        UserSelection selection = UserSelection.of(view, filters);
        if (!wanted.isEmpty()) {
            ExactTimes times = new ExactTimes(this, walk);
            selection.forEachBlock(times);
            return times.tally();
        }
        FunnelCounts counts = new FunnelCounts(this, walk, view.calendar());
        selection.forEachBlock(counts);
        return counts.tally();
    }
}
