package dev.lodestar.engine.timeline;

import org.jspecify.annotations.Nullable;

/**
 * Where each user's rows of a column begin and, at last, where they all end: in 2 bytes each where the block has no more rows than those reach, as almost
 * every block, else in 4. Immutable.
 */
final class Starts {
    private static final int OBJECT_BYTES = 24;
    private static final int REACH = 0xffff;

    private final short @Nullable [] narrow;
    private final int[] wide;
    private final int length;

    private Starts(short @Nullable [] narrow, int[] wide, int length) {
        this.narrow = narrow;
        this.wide = wide;
        this.length = length;
    }

    /** From numbers that ascend. The array is taken, not copied. */
    static Starts of(int[] starts) {
        if (starts.length > 0 && starts[starts.length - 1] > REACH) {
            return new Starts(null, starts, starts.length);
        }
        short[] narrow = new short[starts.length];
        for (int user = 0; user < narrow.length; user++) {
            narrow[user] = (short) starts[user];
        }
        return new Starts(narrow, new int[0], narrow.length);
    }

    /** The first row of a user, or, after the last user, the end. */
    int of(int user) {
        return narrow == null ? wide[user] : narrow[user] & REACH;
    }

    /** How many numbers there are: one more than users. */
    int length() {
        return length;
    }

    int[] toInts() {
        int[] starts = new int[length];
        for (int user = 0; user < length; user++) {
            starts[user] = of(user);
        }
        return starts;
    }

    /** Bytes that they take in memory. */
    long memory() {
        return OBJECT_BYTES
                + (narrow == null ? Memory.ofArray(Integer.BYTES, length) : Memory.ofArray(Short.BYTES, length));
    }
}
