package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.UserBlock;

/**
 * What a scan does with a block. The loop over users stands in every scan anew, so that the compiler sees loop and body together and keeps
 * the block's columns in registers; one shared loop would call the body afresh for each user, which costs more than the body itself.
 */
@FunctionalInterface
interface BlockVisitor {
    /**
     * Visits the users who count.
     *
     * @param users their numbers in the block, ascending
     * @param count how many they are; the rest of the array means nothing
     */
    void visit(UserBlock block, int[] users, int count);
}
