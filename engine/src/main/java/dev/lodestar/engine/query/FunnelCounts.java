package dev.lodestar.engine.query;

import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.Trend;
import dev.lodestar.engine.query.FunnelDefinition.TrendBy;
import dev.lodestar.engine.query.StepFunnelQuery.Since;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The first round of an ad-hoc funnel: counts users by group and by period. */
final class FunnelCounts implements BlockVisitor {
    /** More groups than are told apart in detail: those listed, and the rest. */
    private static final int ROOM_FOR_GROUPS = StepFunnelQuery.MAX_GROUPS + 1;

    private static final int UNKNOWN = -1;

    /** A block has fewer users than this many bits can tell. */
    private static final int OPEN_SHIFT = Short.SIZE;

    private static final int ALL_BITS = (1 << OPEN_SHIFT) - 1;

    private final StepFunnelQuery query;
    private final FunnelWalk walk;
    private final ProjectCalendar calendar;
    private final @Nullable Trend trend;
    private final int stepCount;
    private final boolean pairs;

    /** By the code of a group: its number here, or {@link #UNKNOWN}. */
    private int[] numberOfCode = new int[0];

    /** By number: the groups. */
    private final List<String> groups = new ArrayList<>();

    private final Map<String, Integer> numbers = new HashMap<>();

    /** By number: the users of a group who are counted at no step, since there were too many groups. */
    private long[] others = new long[ROOM_FOR_GROUPS];

    /** By row of the block whose turn it is: the number of the group. */
    private final int[] groupOf = new int[UserBlock.CAPACITY];

    /** Whether there are not too many groups for more than their sizes. */
    private boolean detailed = true;

    /** By step, from 1. */
    private final AtStep[] atSteps;

    private final Map<Integer, Reach> periods = new TreeMap<>();
    private long withoutPeriod;

    FunnelCounts(StepFunnelQuery query, FunnelWalk walk, ProjectCalendar calendar) {
        this.query = query;
        this.walk = walk;
        this.calendar = calendar;
        this.trend = query.definition().trend();
        this.stepCount = query.definition().steps().size();
        this.pairs = query.definition().order() != Order.ANY;
        this.atSteps = new AtStep[stepCount + 1];
        Arrays.setAll(atSteps, _ -> new AtStep());
    }

    /** What is counted at a step, by the number of the group. */
    private static final class AtStep {
        /** Users who reach the step and no further. */
        private final long[] users = new long[ROOM_FOR_GROUPS];

        /** Those of them who may still go on, if it is not the last step. */
        private final long[] inProgress = new long[ROOM_FOR_GROUPS];

        private final Times sinceFirst = new Times();
        private final Times sincePrevious = new Times();
    }

    /** How long it took, by the number of the group. */
    private static final class Times {
        private final long[] sums = new long[ROOM_FOR_GROUPS];

        /** By {@link DurationClasses} too; null where nobody was counted. */
        private final int[] @Nullable [] classes = new int[ROOM_FOR_GROUPS][];

        /** Counts the users of some rows. */
        void count(int from, int to, int[] groupOf, long[] since, long[] until) {
            for (int row = from; row < to; row++) {
                int group = groupOf[row];
                long millis = until[row] - since[row];
                int[] ofGroup = classes[group];
                if (ofGroup == null) {
                    ofGroup = new int[DurationClasses.count()];
                    classes[group] = ofGroup;
                }
                sums[group] += millis;
                ofGroup[DurationClasses.of(millis)]++;
            }
        }
    }

    /** By step: the users of a period who reach it and no further, and how many of them may still go on. */
    private record Reach(long[] users, long[] inProgress) {}

    @Override
    public void visit(UserBlock block, int[] users, int count) {
        walk.forEach(block, users, count, this::count);
    }

    private void count(UserBlock block, ChainTable chains) {
        for (int row = 0; row < chains.size(); row++) {
            groupOf[row] = numberOf(chains.groups[row]);
        }
        if (detailed) {
            countSteps(chains);
        } else {
            for (int row = 0; row < chains.size(); row++) {
                others[groupOf[row]]++;
            }
        }
        if (trend != null) {
            countPeriods(trend, block, chains);
        }
    }

    private int numberOf(int code) {
        int known = code < numberOfCode.length ? numberOfCode[code] : UNKNOWN;
        return known == UNKNOWN ? newNumberOf(code) : known;
    }

    private int newNumberOf(int code) {
        int length = numberOfCode.length;
        if (code >= length) {
            numberOfCode = Arrays.copyOf(numberOfCode, Math.max(code + 1, 2 * length));
            Arrays.fill(numberOfCode, length, numberOfCode.length, UNKNOWN);
        }
        int number = numbers.computeIfAbsent(query.countedAs(walk.groupOfCode(code)), group -> {
            groups.add(group);
            return groups.size() - 1;
        });
        numberOfCode[code] = number;
        if (number >= others.length) {
            others = Arrays.copyOf(others, 2 * others.length);
        }
        detailed &=
                groups.size() <= StepFunnelQuery.MAX_GROUPS || !query.groups().isEmpty();
        return number;
    }

    private void countSteps(ChainTable chains) {
        countUsers(chains, 1);
        for (int step = 2; step <= stepCount; step++) {
            countUsers(chains, step);
            countTimes(chains, step);
        }
    }

    /** Counts the users who reach a step and no further: in one number those in progress, above {@link #OPEN_SHIFT}, and all, so that a row is one sum. */
    private void countUsers(ChainTable chains, int step) {
        int[] counts = new int[ROOM_FOR_GROUPS];
        for (int row = chains.from(step); row < chains.from(step + 1); row++) {
            counts[groupOf[row]] += 1 + (chains.open[row] ? 1 << OPEN_SHIFT : 0);
        }
        AtStep at = atSteps[step];
        for (int group = 0; group < groups.size(); group++) {
            at.users[group] += counts[group] & ALL_BITS;
            at.inProgress[group] += counts[group] >>> OPEN_SHIFT;
        }
    }

    /** Counts the times of all users who reach a step. */
    private void countTimes(ChainTable chains, int step) {
        int from = chains.from(step);
        int to = chains.size();
        long[] until = chains.moments[step];
        atSteps[step].sinceFirst.count(from, to, groupOf, chains.moments[1], until);
        if (pairs && step > 2) {
            atSteps[step].sincePrevious.count(from, to, groupOf, chains.moments[step - 1], until);
        }
    }

    private void countPeriods(Trend trend, UserBlock block, ChainTable chains) {
        for (int step = 1; step <= stepCount; step++) {
            for (int row = chains.from(step); row < chains.from(step + 1); row++) {
                int user = chains.users[row];
                boolean bySignup = trend.by() == TrendBy.SIGNUP;
                if (bySignup && !block.hasProfile(user)) {
                    withoutPeriod++;
                    continue;
                }
                int day = bySignup ? block.signupDay(user) : calendar.dayOf(chains.moments[1][row]);
                Reach reach = periods.computeIfAbsent(
                        calendar.periodOf(trend.period(), day),
                        _ -> new Reach(new long[stepCount + 1], new long[stepCount + 1]));
                reach.users[step]++;
                reach.inProgress[step] += chains.open[row] ? 1 : 0;
            }
        }
    }

    Tally tally() {
        Map<String, long[]> sums = new TreeMap<>();
        Map<String, Histogram> times = new TreeMap<>();
        sums.put(StepFunnelQuery.REMOVED, new long[] {walk.removedCount()});
        sums.put(StepFunnelQuery.WITHOUT_PERIOD, new long[] {withoutPeriod});
        periods.forEach((number, reach) -> sums.put(StepFunnelQuery.periodOf(number), row(reach, 2 * stepCount)));
        for (int group = 0; group < groups.size(); group++) {
            String value = groups.get(group);
            sums.put(StepFunnelQuery.sizeOf(value), new long[] {size(group)});
            if (detailed) {
                sums.put(StepFunnelQuery.usersOf(value), row(group));
                putTimes(times, value, group);
            }
        }
        return new Tally(sums, Map.of(), times, Map.of());
    }

    private long size(int group) {
        long size = others[group];
        for (int step = 1; step <= stepCount && group < ROOM_FOR_GROUPS; step++) {
            size += atSteps[step].users[group];
        }
        return size;
    }

    /** A row that begins with how many users come to each step or further, and then has how many are in progress at each but the last. */
    private long[] row(Reach reach, int length) {
        long[] row = new long[length];
        long further = 0;
        for (int step = stepCount; step > 0; step--) {
            further += reach.users[step];
            row[step - 1] = further;
        }
        System.arraycopy(reach.inProgress, 0, row, stepCount, stepCount);
        return row;
    }

    /** The row of {@link StepFunnelQuery#usersOf}. */
    private long[] row(int group) {
        Reach reach = new Reach(new long[stepCount + 1], new long[stepCount + 1]);
        for (int step = 1; step <= stepCount; step++) {
            reach.users[step] = atSteps[step].users[group];
            reach.inProgress[step] = atSteps[step].inProgress[group];
        }
        long[] row = row(reach, 4 * stepCount);
        for (int step = 2; step <= stepCount; step++) {
            row[2 * stepCount + step - 1] = atSteps[step].sinceFirst.sums[group];
            row[3 * stepCount + step - 1] = pairsAt(step).sums[group];
        }
        return row;
    }

    /** The times since the step before: those of the second are those since the first. */
    private Times pairsAt(int step) {
        return pairs && step == 2 ? atSteps[step].sinceFirst : atSteps[step].sincePrevious;
    }

    private void putTimes(Map<String, Histogram> times, String value, int group) {
        for (int step = 2; step <= stepCount; step++) {
            int[] sinceFirst = atSteps[step].sinceFirst.classes[group];
            if (sinceFirst != null) {
                times.put(StepFunnelQuery.timesOf(Since.FIRST, step, value), Histogram.ofCounts(sinceFirst));
            }
            int[] sincePrevious = pairsAt(step).classes[group];
            if (sincePrevious != null) {
                times.put(StepFunnelQuery.timesOf(Since.PREVIOUS, step, value), Histogram.ofCounts(sincePrevious));
            }
        }
    }
}
