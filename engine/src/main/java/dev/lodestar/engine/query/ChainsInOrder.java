package dev.lodestar.engine.query;

import dev.lodestar.engine.query.FunnelDefinition.Action;
import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.Ties;
import java.util.Arrays;
import java.util.List;

/**
 * Chains of steps in order, other events between or not. For each length the chain with the latest start is kept: what can still become of a
 * chain depends on its length and start alone, and a later start is never worse. So one pass over the events is exact.
 */
final class ChainsInOrder extends FunnelChains {
    private final boolean strict;
    private final boolean rising;
    private final List<Exclusion> exclusions;
    private final int removing;
    private final StepMatching matching = new StepMatching();

    /** By length: the start of the chain kept, {@link #NEVER} where there is none. */
    private long[] start;

    /** By length: the moments of its steps, from 1. */
    private long[][] moments;

    private long[] nextStart;
    private long[][] nextMoments;

    /** By length: the latest start of all chains that ever were so long. */
    private final long[] passed;

    private final long[] measured;

    ChainsInOrder(FunnelDefinition definition, Span range) {
        super(definition, range);
        this.strict = definition.order() == Order.STRICT;
        this.rising = definition.ties() == Ties.STRICT_INCREASE;
        this.exclusions = definition.exclusions();
        int mask = 0;
        for (int i = 0; i < exclusions.size(); i++) {
            mask |= exclusions.get(i).action() == Action.REMOVE ? 1 << i : 0;
        }
        this.removing = mask;
        this.start = new long[stepCount + 1];
        this.nextStart = new long[stepCount + 1];
        this.passed = new long[stepCount + 1];
        this.measured = new long[stepCount + 1];
        this.moments = new long[stepCount + 1][stepCount + 1];
        this.nextMoments = new long[stepCount + 1][stepCount + 1];
    }

    @Override
    void followAll(FunnelEvents events) {
        Arrays.fill(start, NEVER);
        Arrays.fill(passed, NEVER);
        int most = events.mostSteps();
        boolean undisturbed = exclusions.isEmpty();
        for (int from = 0; from < events.size() && reached < stepCount && !removed; ) {
            int to = events.endOfTie(from);
            if (reached == most && undisturbed) {
                startOnly(events, from, to);
            } else if (to - from == 1 && !strict && events.exclusionMasks[from] == 0) {
                takeOne(events.moments[from], events.stepMasks[from]);
            } else {
                takeTied(events, from, to);
            }
            from = to;
        }
        startedAt = measured[1];
        for (int step = 2; step <= reached; step++) {
            sinceFirst[step] = measured[step] - measured[1];
        }
    }

    /** No chain can become longer; what is left to know is when the last one could start. */
    private void startOnly(FunnelEvents events, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((events.stepMasks[i] & 1) != 0) {
                mayStart(events.moments[i]);
            }
        }
    }

    /** From the last step down, so that the event serves a chain only once. */
    private void takeOne(long moment, int steps) {
        for (int rest = steps; rest != 0; ) {
            int length = 31 - Integer.numberOfLeadingZeros(rest);
            rest ^= 1 << length;
            if (length == 0) {
                if (mayStart(moment)) {
                    put(moments, start, 0, 1, moment, moment);
                    note(0, 1, moment, moment);
                }
            } else if (start[length] >= moment - windowMillis) {
                note(length, length + 1, start[length], moment);
                put(moments, start, length, length + 1, start[length], moment);
            }
        }
    }

    private void takeTied(FunnelEvents events, int from, int to) {
        long moment = events.moments[from];
        int steps = 0;
        int excluded = 0;
        for (int i = from; i < to; i++) {
            steps |= events.stepMasks[i];
            excluded |= events.exclusionMasks[i];
        }
        boolean starts = (steps & 1) != 0 && mayStart(moment);
        Arrays.fill(nextStart, NEVER);
        for (int length = 0; length < stepCount; length++) {
            long since = length == 0 ? (starts ? moment : NEVER) : start[length];
            if (since == NEVER) {
                continue;
            }
            if (length > 0 && !strict && nextStart[length] == NEVER && !isStopped(excluded, length, length)) {
                nextStart[length] = since;
                System.arraycopy(moments[length], 1, nextMoments[length], 1, length);
            }
            if (since >= moment - windowMillis) {
                lengthen(events, from, to, length, since, excluded);
            }
        }
        removed = (excluded & removing) != 0 && reached < stepCount && isRemoved(excluded & removing, moment);
        swap();
    }

    /** Lets tied events serve the steps after some length. */
    private void lengthen(FunnelEvents events, int from, int to, int length, long since, int excluded) {
        long moment = events.moments[from];
        int most = rising ? 1 : stepCount - length;
        int more = matching.longest(events.stepMasks, from, to, length, most);
        for (int longer = length + 1; longer <= length + more; longer++) {
            note(length, longer, since, moment);
            boolean goesOn = !strict || length == 0 || longer - length == to - from;
            if (goesOn && nextStart[longer] == NEVER && !isStopped(excluded, length, longer)) {
                System.arraycopy(moments[length], 1, nextMoments[longer], 1, length);
                Arrays.fill(nextMoments[longer], length + 1, longer + 1, moment);
                nextStart[longer] = since;
            }
        }
    }

    /** Whether an exclusion lies between two steps of a chain that was of a length before it and is of another one at it. */
    private boolean isStopped(int excluded, int before, int at) {
        for (int rest = excluded; rest != 0; rest &= rest - 1) {
            Exclusion exclusion = exclusions.get(Integer.numberOfTrailingZeros(rest));
            if (exclusion.afterStep() <= before && at < exclusion.beforeStep()) {
                return true;
            }
        }
        return false;
    }

    private boolean isRemoved(int excluded, long moment) {
        for (int rest = excluded; rest != 0; rest &= rest - 1) {
            Exclusion exclusion = exclusions.get(Integer.numberOfTrailingZeros(rest));
            for (int length = exclusion.afterStep(); length < exclusion.beforeStep(); length++) {
                if (start[length] >= moment - windowMillis && start[length] > passed[exclusion.beforeStep()]) {
                    return true;
                }
            }
        }
        return false;
    }

    private void put(long[][] chains, long[] starts, int length, int longer, long since, long moment) {
        starts[longer] = since;
        copy(chains[length], chains[longer], length);
        chains[longer][longer] = moment;
    }

    /** Takes note of a chain that has become longer, be it stopped at once. */
    private void note(int length, int longer, long since, long moment) {
        passed[longer] = Math.max(passed[longer], since);
        if (longer > reached) {
            reached = longer;
            copy(moments[length], measured, length);
            Arrays.fill(measured, length + 1, longer + 1, moment);
        }
    }

    /** By hand, as there are few: a call for a handful of numbers costs more than the numbers. */
    @SuppressWarnings("ManualArrayCopy")
    private static void copy(long[] from, long[] to, int length) {
        for (int step = 1; step <= length; step++) {
            to[step] = from[step];
        }
    }

    private void swap() {
        long[] starts = start;
        start = nextStart;
        nextStart = starts;
        long[][] chains = moments;
        moments = nextMoments;
        nextMoments = chains;
    }
}
