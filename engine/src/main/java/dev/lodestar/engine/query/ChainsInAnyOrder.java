package dev.lodestar.engine.query;

import dev.lodestar.engine.query.FunnelDefinition.Action;
import dev.lodestar.engine.query.FunnelDefinition.Ties;
import java.util.Arrays;

/**
 * Chains of steps in any order: the steps that can be served by distinct events of a window that slides along. A window in which every step is
 * met by some event is looked at more closely only where one event meets several steps.
 */
final class ChainsInAnyOrder extends FunnelChains {
    private final boolean rising;
    private final int removing;
    private final StepMatching matching = new StepMatching();
    private final int[] inWindow;
    private final long[] lastMet;

    /** By unit, that is, by event, or by moment where no two steps may share one. */
    private long[] moments = new long[64];

    private int[] steps = new int[64];
    private int[] excluded = new int[64];
    private int units;
    private boolean exclusive;

    ChainsInAnyOrder(FunnelDefinition definition, Span range) {
        super(definition, range);
        this.rising = definition.ties() == Ties.STRICT_INCREASE;
        int mask = 0;
        for (int i = 0; i < definition.exclusions().size(); i++) {
            mask |= definition.exclusions().get(i).action() == Action.REMOVE ? 1 << i : 0;
        }
        this.removing = mask;
        this.inWindow = new int[stepCount];
        this.lastMet = new long[stepCount];
    }

    @Override
    void followAll(FunnelEvents events) {
        takeUnits(events);
        Arrays.fill(inWindow, 0);
        Arrays.fill(lastMet, NEVER);
        int left = 0;
        long stoppedAt = NEVER;
        for (int from = 0; from < units && reached < stepCount && !removed; ) {
            long moment = moments[from];
            int to = from;
            int exclusions = 0;
            for (; to < units && moments[to] == moment; to++) {
                enter(to);
                exclusions |= excluded[to];
            }
            for (; moments[left] < Math.max(moment - windowMillis, stoppedAt); left++) {
                leave(left);
            }
            lengthen(left, to, moment);
            if (exclusions != 0) {
                removed = (exclusions & removing) != 0 && reached < stepCount && hasStarted(left, from);
                stoppedAt = moment;
            }
            from = to;
        }
    }

    private void takeUnits(FunnelEvents events) {
        units = 0;
        exclusive = true;
        if (moments.length < events.size()) {
            moments = new long[events.moments.length];
            steps = new int[moments.length];
            excluded = new int[moments.length];
        }
        for (int i = 0; i < events.size(); i++) {
            long moment = events.moments[i];
            int mask = events.stepMasks[i];
            mask = (mask & 1) != 0 && !mayStart(moment) ? mask & ~1 : mask;
            boolean joins = rising && units > 0 && moments[units - 1] == moment;
            int unit = joins ? units - 1 : units++;
            moments[unit] = moment;
            steps[unit] = joins ? steps[unit] | mask : mask;
            excluded[unit] = joins ? excluded[unit] | events.exclusionMasks[i] : events.exclusionMasks[i];
            exclusive &= (steps[unit] & (steps[unit] - 1)) == 0;
        }
    }

    private void enter(int unit) {
        for (int rest = steps[unit]; rest != 0; rest &= rest - 1) {
            int step = Integer.numberOfTrailingZeros(rest);
            inWindow[step]++;
            lastMet[step] = moments[unit];
        }
    }

    private void leave(int unit) {
        for (int rest = steps[unit]; rest != 0; rest &= rest - 1) {
            inWindow[Integer.numberOfTrailingZeros(rest)]--;
        }
    }

    private void lengthen(int left, int to, long moment) {
        int possible = reached;
        while (possible < stepCount && inWindow[possible] > 0) {
            possible++;
        }
        for (int step = 0; step < reached; step++) {
            if (inWindow[step] == 0) {
                return;
            }
        }
        if (possible == reached) {
            return;
        }
        int served = exclusive ? possible : matching.longest(steps, left, to, 0, possible);
        while (reached < served) {
            reached++;
            long since = exclusive ? latestOf(reached) : moments[latestFrom(left, to, reached)];
            sinceFirst[reached] = moment - since;
            startedAt = lastMet[0];
        }
    }

    /** The latest moment from which on each of some steps is met, where no event meets two. */
    private long latestOf(int length) {
        long latest = lastMet[0];
        for (int step = 1; step < length; step++) {
            latest = Math.min(latest, lastMet[step]);
        }
        return latest;
    }

    /** The latest unit from which on some steps can be served; searched by halves, because less can be served from a later one. */
    private int latestFrom(int left, int to, int length) {
        int low = left;
        int high = to - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (matching.longest(steps, middle, to, 0, length) == length) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private boolean hasStarted(int left, int to) {
        for (int unit = left; unit < to; unit++) {
            if ((steps[unit] & 1) != 0) {
                return true;
            }
        }
        return false;
    }
}
