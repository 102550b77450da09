package dev.lodestar.engine.query;

import java.util.Arrays;

/**
 * Serves steps by events, one event a step, by augmenting paths (Kuhn's algorithm). An event is told by the steps that it meets: bit i for step
 * i + 1. Keeps its memory from call to call; not for several threads.
 */
final class StepMatching {
    private static final int NOBODY = -1;

    private int[] servedBy = new int[64];
    private int[] seen = new int[64];
    private int round;

    /**
     * How many steps in a row can be served.
     *
     * @param masks events
     * @param from the first that may serve
     * @param to the one after the last
     * @param firstStep the first step to serve, from 0
     * @param most at most that many steps
     */
    int longest(int[] masks, int from, int to, int firstStep, int most) {
        if (to - from == 1) {
            return most > 0 && (masks[from] >>> firstStep & 1) != 0 ? 1 : 0;
        }
        if (servedBy.length < to) {
            servedBy = new int[Math.max(to, 2 * servedBy.length)];
            seen = new int[servedBy.length];
        }
        Arrays.fill(servedBy, from, to, NOBODY);
        int served = 0;
        while (served < most) {
            round++;
            if (!serve(masks, from, to, firstStep + served)) {
                return served;
            }
            served++;
        }
        return served;
    }

    private boolean serve(int[] masks, int from, int to, int step) {
        for (int event = from; event < to; event++) {
            if ((masks[event] >>> step & 1) != 0 && seen[event] != round) {
                seen[event] = round;
                if (servedBy[event] == NOBODY || serve(masks, from, to, servedBy[event])) {
                    servedBy[event] = step;
                    return true;
                }
            }
        }
        return false;
    }
}
