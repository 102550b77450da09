package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.UserBlock;

/**
 * How far some users of a block come in a funnel: a row for each user who reaches a step, in the order of the steps reached, so that whoever counts does
 * the same for many in a row; and a column for each thing known. Keeps its memory from block to block; not for several threads.
 */
final class ChainTable {
    /** By row: the user's number in the block. */
    final int[] users = new int[UserBlock.CAPACITY];

    /** By row: the user's group, in the codes of {@link FunnelWalk#groupOfCode}. */
    final int[] groups = new int[UserBlock.CAPACITY];

    /** By row: whether a chain that may have started last could still go on where the data end. */
    final boolean[] open = new boolean[UserBlock.CAPACITY];

    /** By step, from 1, and by row: the moment of that step in the measured chain, up to the step reached; in any order, as long after step 1 as is measured. */
    final long[][] moments;

    /** By row: which of the users that {@link #lay} was told of it is for. */
    final int[] origin = new int[UserBlock.CAPACITY];

    private final int stepCount;

    /** By step: the first row of those who reach it. */
    private final int[] begin;

    ChainTable(int stepCount) {
        this.stepCount = stepCount;
        this.moments = new long[stepCount + 1][UserBlock.CAPACITY];
        this.begin = new int[stepCount + 2];
    }

    /** How many rows there are. */
    int size() {
        return begin[stepCount + 1];
    }

    /** The first row of the users who reach a step; the rows after it are of such users too. One step too far, it is the end. */
    int from(int step) {
        return begin[step];
    }

    /**
     * Lays out the rows; what was in them means nothing any more, but for some at the beginning.
     *
     * @param kept how many rows at the beginning are filled already, with users who reach step 1 and no more
     * @param reached by user, of others: how many steps the user reaches, 0 for one who gets no row
     * @param count how many those are
     */
    void lay(int kept, int[] reached, int count) {
        int[] usersOf = new int[stepCount + 1];
        usersOf[1] = kept;
        for (int i = 0; i < count; i++) {
            usersOf[reached[i]]++;
        }
        for (int steps = 1; steps <= stepCount; steps++) {
            begin[steps + 1] = begin[steps] + usersOf[steps];
        }
        int[] next = begin.clone();
        next[1] = kept;
        next[0] = size();
        for (int i = 0; i < count; i++) {
            origin[next[reached[i]]++] = i;
        }
    }

    /** Copies a row from where its {@link #origin} is in another table. */
    void copy(int row, ChainTable from, int steps) {
        int i = origin[row];
        users[row] = from.users[i];
        groups[row] = from.groups[i];
        open[row] = from.open[i];
        for (int step = 1; step <= steps; step++) {
            moments[step][row] = from.moments[step][i];
        }
    }
}
