package dev.lodestar.engine.timeline;

import java.util.Arrays;

/** How long each user of a block took to activation: in 4 bytes each, and 10 more for those who took longer than these can say. Immutable. */
final class Activations {
    /** What the 4 bytes say of a user who took that long or longer. */
    static final int LATE = Integer.MAX_VALUE;

    private final int[] delays;

    /** Those who took longer, ascending. */
    private final short[] lateUsers;

    private final long[] lateDelays;

    private Activations(int[] delays, short[] lateUsers, long[] lateDelays) {
        this.delays = delays;
        this.lateUsers = lateUsers;
        this.lateDelays = lateDelays;
    }

    /** From what {@link UserBlock#activationDelay} is to say of each user. */
    static Activations of(long[] activationDelays) {
        int[] delays = new int[activationDelays.length];
        short[] lateUsers = new short[delays.length];
        long[] lateDelays = new long[delays.length];
        int late = 0;
        for (int user = 0; user < delays.length; user++) {
            delays[user] = (int) Math.min(activationDelays[user], LATE);
            if (delays[user] == LATE) {
                lateUsers[late] = (short) user;
                lateDelays[late++] = activationDelays[user];
            }
        }
        return new Activations(delays, Arrays.copyOf(lateUsers, late), Arrays.copyOf(lateDelays, late));
    }

    /** Milliseconds, or {@link UserBlock#NOT_ACTIVATED}. */
    long of(int user) {
        int delay = delays[user];
        return delay == LATE ? lateDelays[Arrays.binarySearch(lateUsers, (short) user)] : delay;
    }

    /** The same where it is less than {@link #LATE}, else that. */
    int capped(int user) {
        return delays[user];
    }

    /** What is said of each user, {@link #LATE} where it is that long or longer. */
    int[] capped() {
        return delays;
    }

    /** What is said of each user, {@link UserBlock#NOT_ACTIVATED} of further ones. */
    long[] toLongs(int length) {
        long[] longs = new long[length];
        for (int user = 0; user < delays.length; user++) {
            longs[user] = delays[user];
        }
        for (int late = 0; late < lateUsers.length; late++) {
            longs[lateUsers[late]] = lateDelays[late];
        }
        Arrays.fill(longs, delays.length, length, UserBlock.NOT_ACTIVATED);
        return longs;
    }

    /** As {@link UserBlock#copyActivations} says. */
    void copyTo(long epochMillis, long[] signups, long[] ages, long[] target, long never) {
        for (int user = 0; user < signups.length; user++) {
            long age = epochMillis - signups[user];
            long delay = delays[user];
            long known = ~delay & delay - age;
            ages[user] = age;
            target[user] = never ^ (never ^ delay) & known >> Long.SIZE - 1;
        }
        for (int late = 0; late < lateUsers.length; late++) {
            int user = lateUsers[late];
            target[user] = lateDelays[late] < ages[user] ? lateDelays[late] : never;
        }
    }

    /** Bytes that they take in memory. */
    long memory() {
        return Memory.ofArray(Integer.BYTES, delays.length)
                + Memory.ofArray(Short.BYTES, lateUsers.length)
                + Memory.ofArray(Long.BYTES, lateDelays.length);
    }
}
