package dev.lodestar.engine.query;

import dev.lodestar.engine.time.TimeClasses;
import dev.lodestar.engine.timeline.UserBlock;

/**
 * The users of a block with signup before the end of the data, side by side: how old each is then, and how long each took to activation. Reused from
 * block to block.
 */
final class ActivationDelays {
    private final long toMillis;

    /** By user: milliseconds from signup to the end of the data, above 0. */
    final long[] age = new long[UserBlock.CAPACITY];

    /** By user: milliseconds from signup to activation, less than the age; {@link UserJourney#NEVER} where there is none. */
    final long[] delay = new long[UserBlock.CAPACITY];

    ActivationDelays(long toMillis) {
        this.toMillis = toMillis;
    }

    /**
     * Takes a block's users; how many of them count is returned. Who is activated is told by sign bits, as a branch on it would be guessed wrong for every
     * other user.
     */
    int collect(UserBlock block, int[] users, int count) {
        if (count == block.size() && block.allSignedUpBefore(toMillis)) {
            block.copyActivations(toMillis, age, delay, UserJourney.NEVER);
            return count;
        }
        int known = 0;
        for (int i = 0; i < count; i++) {
            int user = users[i];
            long signupAt = block.signupAt(user);
            long kept = block.activationDelay(user);
            long activated = ~kept & signupAt + kept - toMillis;
            age[known] = toMillis - signupAt;
            delay[known] = UserJourney.NEVER ^ (kept ^ UserJourney.NEVER) & activated >> Long.SIZE - 1;
            known += signupAt != UserBlock.NO_PROFILE && signupAt < toMillis ? 1 : 0;
        }
        return known;
    }

    /** 1 where the i-th of the users taken is activated, else 0. */
    int isActivated(int i) {
        return (int) (delay[i] - UserJourney.NEVER >>> Long.SIZE - 1);
    }

    /** Of the i-th of the users taken, the class of the time to activation or, where there is none, of the age. */
    int timeClass(int i) {
        return TimeClasses.of(Math.min(delay[i], age[i]));
    }
}
