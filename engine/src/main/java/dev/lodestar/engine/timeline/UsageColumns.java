package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.TimeClasses;

/**
 * How the users of a block used the features of the plan in all the time: how often, how soon after signup first, and on how many days. One feature's
 * figures of all users stand next to each other. Immutable.
 *
 * @param users how many users the block has
 * @param uses uses; {@link UserBlock#MANY_USES}, for all features of a user alike, where some figure of the user does not fit
 * @param firstUses the {@link TimeClasses#coarseOf coarse class} of the time from signup to first use plus 1, 0 where there was none or there is no profile
 * @param days days with a use
 */
@SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
record UsageColumns(int users, byte[] uses, short[] firstUses, byte[] days) {
    /** Whether the figures of all users are there. */
    boolean fitsAll() {
        boolean fits = true;
        for (int user = 0; user < users && uses.length > 0; user++) {
            fits &= uses[user] != (byte) UserBlock.MANY_USES;
        }
        return fits;
    }

    long memory() {
        return 2 * Memory.ofArray(1, uses.length) + Memory.ofArray(Short.BYTES, firstUses.length);
    }
}
