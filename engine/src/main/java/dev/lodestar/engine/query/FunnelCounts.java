package dev.lodestar.engine.query;

import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.TrendBy;
import dev.lodestar.engine.query.StepFunnelQuery.Since;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The first round of an ad-hoc funnel: counts users by group and by period. */
final class FunnelCounts implements BlockVisitor {
    private final StepFunnelQuery query;
    private final FunnelWalk walk;
    private final ProjectCalendar calendar;
    private final int stepCount;
    private final boolean pairs;
    private final boolean byAttribute;
    private final Set<String> listed;
    private final Map<String, Group> groups = new HashMap<>();
    private final List<@Nullable Group> byCode = new ArrayList<>();
    private final Map<Integer, long[]> periods = new TreeMap<>();
    private long withoutPeriod;
    private boolean detailed = true;

    FunnelCounts(StepFunnelQuery query, FunnelWalk walk, ProjectCalendar calendar) {
        this.query = query;
        this.walk = walk;
        this.calendar = calendar;
        this.stepCount = query.definition().steps().size();
        this.pairs = query.definition().order() != Order.ANY;
        Breakdown breakdown = query.definition().breakdown();
        this.byAttribute = breakdown == null || breakdown.kind() == BreakdownKind.ATTRIBUTE;
        this.listed = new HashSet<>(query.groups());
    }

    /** The users of a group. */
    private static final class Group {
        private long size;
        private @Nullable Details details;
    }

    /** What is counted of a group where there are not too many. */
    private static final class Details {
        private final long[] row;
        private final int[][] sinceFirst;
        private final int[][] sincePrevious;

        Details(int stepCount) {
            row = new long[4 * stepCount];
            sinceFirst = new int[stepCount + 1][];
            sincePrevious = new int[stepCount + 1][];
        }
    }

    @Override
    public void visit(UserBlock block, int[] users, int count) {
        walk.forEach(block, users, count, this::count);
    }

    private void count(UserBlock block, int user) {
        Group group = byAttribute ? groupOfCode(walk.attributeCode(block, user)) : groupOf(walk.group(block, user));
        group.size++;
        if (detailed) {
            count(group);
        }
        if (query.definition().trend() != null) {
            countPeriod(query.definition().trend(), block, user);
        }
    }

    private Group groupOfCode(int code) {
        while (byCode.size() <= code) {
            byCode.add(null);
        }
        Group group = byCode.get(code);
        if (group == null) {
            group = groupOf(query.definition().breakdown() == null ? StepFunnelQuery.ALL : walk.attributeValue(code));
            byCode.set(code, group);
        }
        return group;
    }

    private Group groupOf(String value) {
        Group group = groups.computeIfAbsent(
                listed.isEmpty() || listed.contains(value) ? value : StepFunnelQuery.OTHER, _ -> new Group());
        if (detailed && listed.isEmpty() && groups.size() > StepFunnelQuery.MAX_GROUPS) {
            detailed = false;
            groups.values().forEach(each -> each.details = null);
        }
        return group;
    }

    private void count(Group group) {
        Details details = group.details;
        if (details == null) {
            details = new Details(stepCount);
            group.details = details;
        }
        int reached = walk.reached();
        countSteps(details.row);
        for (int step = 2; step <= reached; step++) {
            long sinceFirst = walk.sinceFirst(step);
            details.row[2 * stepCount + step - 1] += sinceFirst;
            countTime(details.sinceFirst, step, sinceFirst);
            if (pairs) {
                long sincePrevious = walk.sincePrevious(step);
                details.row[3 * stepCount + step - 1] += sincePrevious;
                countTime(details.sincePrevious, step, sincePrevious);
            }
        }
    }

    private void countSteps(long[] row) {
        int reached = walk.reached();
        for (int step = 0; step < reached; step++) {
            row[step]++;
        }
        if (walk.isInProgress()) {
            row[stepCount + reached]++;
        }
    }

    private static void countTime(int[][] classes, int step, long millis) {
        if (classes[step] == null) {
            classes[step] = new int[DurationClasses.count()];
        }
        classes[step][DurationClasses.of(millis)]++;
    }

    private void countPeriod(FunnelDefinition.Trend trend, UserBlock block, int user) {
        if (trend.by() == TrendBy.SIGNUP && !block.hasProfile(user)) {
            withoutPeriod++;
            return;
        }
        int day = trend.by() == TrendBy.SIGNUP ? block.signupDay(user) : calendar.dayOf(walk.startedAt());
        countSteps(periods.computeIfAbsent(calendar.periodOf(trend.period(), day), _ -> new long[2 * stepCount]));
    }

    Tally tally() {
        Map<String, long[]> sums = new TreeMap<>();
        Map<String, Histogram> times = new TreeMap<>();
        sums.put(StepFunnelQuery.REMOVED, new long[] {walk.removedCount()});
        sums.put(StepFunnelQuery.WITHOUT_PERIOD, new long[] {withoutPeriod});
        periods.forEach((number, row) -> sums.put(StepFunnelQuery.periodOf(number), row));
        groups.forEach((value, group) -> {
            sums.put(StepFunnelQuery.sizeOf(value), new long[] {group.size});
            Details details = group.details;
            if (details != null) {
                sums.put(StepFunnelQuery.usersOf(value), details.row);
                putTimes(times, Since.FIRST, value, details.sinceFirst);
                putTimes(times, Since.PREVIOUS, value, details.sincePrevious);
            }
        });
        return new Tally(sums, Map.of(), times, Map.of());
    }

    private static void putTimes(Map<String, Histogram> times, Since since, String group, int[][] classes) {
        for (int step = 2; step < classes.length; step++) {
            if (classes[step] != null) {
                times.put(StepFunnelQuery.timesOf(since, step, group), Histogram.ofCounts(classes[step]));
            }
        }
    }
}
