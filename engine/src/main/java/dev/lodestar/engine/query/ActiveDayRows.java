package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;

/**
 * The active days of a block side by side, whoever's they are, so that a scan is one loop over all of them. A loop of its own for each user, of whom two
 * in five have one active day, ends where a processor does not expect it, which takes longer than the days themselves. Reused from block to block.
 */
final class ActiveDayRows {
    /** Reading all rows takes about as long as reading those of every second user by themselves. */
    private static final int FEW = 2;

    /** By row: the {@link UserBlock#activeKey}. */
    int[] keys = new int[0];

    /** By row: the number of the user whose day it is, as the difference to that of the row before. */
    int[] steps = new int[0];

    /** How many rows there are. */
    int size;

    /** Whether so many users of a block are enough for reading the days of all. */
    static boolean areFasterFor(int users, UserBlock block) {
        return FEW * users >= block.size();
    }

    /** Takes a block, whose users all have the number 0. */
    void begin(UserBlock block) {
        beginAlike(block);
        if (steps.length <= size) {
            steps = new int[2 * size + 1];
        }
        Arrays.fill(steps, 0, size + 1, 0);
    }

    /** Takes a block whose users are not told apart: nothing is to be asked of {@link #steps}. */
    void beginAlike(UserBlock block) {
        size = block.activeDayCount();
        if (keys.length < size) {
            keys = new int[2 * size];
        }
        block.copyActiveKeys(keys);
    }

    /** Gives the days of a user a number. */
    void number(UserBlock block, int user, int number) {
        steps[block.activeStart(user)] += number;
        steps[block.activeStart(user + 1)] -= number;
    }
}
