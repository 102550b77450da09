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
    private final Map<Integer, Reach> periods = new TreeMap<>();
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
        private final Reach reach;

        /** By step: the sums of the times since the first one, and since the one before. */
        private final long[] sumsSinceFirst;

        private final long[] sumsSincePrevious;
        private final int[][] sinceFirst;
        private final int[][] sincePrevious;

        Details(int stepCount) {
            reach = new Reach(stepCount);
            sumsSinceFirst = new long[stepCount + 1];
            sumsSincePrevious = new long[stepCount + 1];
            sinceFirst = new int[stepCount + 1][];
            sincePrevious = new int[stepCount + 1][];
        }

        /** Completes the times since the step before: that of the second is the first. */
        void completePairs() {
            if (sinceFirst.length > 2) {
                sumsSincePrevious[2] = sumsSinceFirst[2];
                sincePrevious[2] = sinceFirst[2];
            }
        }

        /** The row of {@link StepFunnelQuery#usersOf}. */
        long[] row(int stepCount) {
            long[] row = new long[4 * stepCount];
            reach.write(row, stepCount);
            System.arraycopy(sumsSinceFirst, 1, row, 2 * stepCount, stepCount);
            System.arraycopy(sumsSincePrevious, 1, row, 3 * stepCount, stepCount);
            return row;
        }
    }

    /** How far users come: how many to each step and no further, and how many of them are still in progress. */
    private static final class Reach {
        private final long[] users;
        private final long[] inProgress;

        Reach(int stepCount) {
            users = new long[stepCount + 1];
            inProgress = new long[stepCount + 1];
        }

        void count(FunnelWalk walk) {
            int reached = walk.reached();
            users[reached]++;
            inProgress[reached] += walk.isInProgress() ? 1 : 0;
        }

        /** Into a row: how many users come to each step or further, then how many are in progress at each but the last. */
        void write(long[] row, int stepCount) {
            long further = 0;
            for (int step = stepCount; step > 0; step--) {
                further += users[step];
                row[step - 1] = further;
            }
            System.arraycopy(inProgress, 0, row, stepCount, stepCount);
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
        details.reach.count(walk);
        int reached = walk.reached();
        for (int step = 2; step <= reached; step++) {
            long sinceFirst = walk.sinceFirst(step);
            details.sumsSinceFirst[step] += sinceFirst;
            countTime(details.sinceFirst, step, sinceFirst);
            if (pairs && step > 2) {
                long sincePrevious = walk.sincePrevious(step);
                details.sumsSincePrevious[step] += sincePrevious;
                countTime(details.sincePrevious, step, sincePrevious);
            }
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
        periods.computeIfAbsent(calendar.periodOf(trend.period(), day), _ -> new Reach(stepCount))
                .count(walk);
    }

    Tally tally() {
        Map<String, long[]> sums = new TreeMap<>();
        Map<String, Histogram> times = new TreeMap<>();
        sums.put(StepFunnelQuery.REMOVED, new long[] {walk.removedCount()});
        sums.put(StepFunnelQuery.WITHOUT_PERIOD, new long[] {withoutPeriod});
        periods.forEach((number, reach) -> {
            long[] row = new long[2 * stepCount];
            reach.write(row, stepCount);
            sums.put(StepFunnelQuery.periodOf(number), row);
        });
        groups.forEach((value, group) -> {
            sums.put(StepFunnelQuery.sizeOf(value), new long[] {group.size});
            Details details = group.details;
            if (details != null) {
                if (pairs) {
                    details.completePairs();
                }
                sums.put(StepFunnelQuery.usersOf(value), details.row(stepCount));
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
