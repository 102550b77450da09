package dev.lodestar.host.disclosure.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts of users, the sums that tie them, and which of them are withheld. Counts have numbers in the order in which they come.
 *
 * <p>A count is <em>small</em> when it is above 0 and below the minimum. A count may be <em>shown</em>, unless it is withheld, or <em>implied</em>: the
 * answer does not have it, but it follows from what it has, such as those of a base who are not in the part.
 */
public final class CountTable {
    private static final int FIRST_CAPACITY = 64;

    private final long minimum;
    private final BitSet implied = new BitSet();
    private final BitSet withheld = new BitSet();
    private final BitSet settled = new BitSet();
    private final List<Balance> balances = new ArrayList<>();
    private long[] users = new long[FIRST_CAPACITY];
    private int size;

    /** @param minimum the size from which a group is not small; with 1 none is */
    public CountTable(long minimum) {
        if (minimum < 1) {
            throw new IllegalArgumentException("a minimum of " + minimum);
        }
        this.minimum = minimum;
    }

    /** Adds a count that the answer shows; its number. */
    public int shown(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count of " + count);
        }
        if (size == users.length) {
            users = Arrays.copyOf(users, 2 * size);
        }
        users[size] = count;
        return size++;
    }

    /** Adds a count that the answer does not show, but whose size follows from what it shows; its number. */
    public int implied(long count) {
        implied.set(shown(count));
        return size - 1;
    }

    /**
     * Says that a count is the sum of others.
     *
     * @throws IllegalArgumentException when it is not
     */
    public void sum(int total, int... parts) {
        balance(new int[] {total}, parts);
    }

    /**
     * Says that two sums are equal.
     *
     * @throws IllegalArgumentException when they are not
     */
    public void balance(int[] left, int[] right) {
        if (sumOf(left) != sumOf(right)) {
            throw new IllegalArgumentException("sums of " + sumOf(left) + " and " + sumOf(right) + " are not equal");
        }
        balances.add(new Balance(left, right));
    }

    private long sumOf(int[] cells) {
        return IntStream.of(cells).mapToLong(cell -> users[cell]).sum();
    }

    /**
     * Withholds what must be withheld. Counts that an earlier call has left shown are taken for known: others give way before them. More counts and
     * sums may follow, and another call.
     */
    public void settle() {
        for (int cell = settled.nextClearBit(0); cell < size; cell = settled.nextClearBit(cell + 1)) {
            if (isSmall(cell) && !implied.get(cell)) {
                withheld.set(cell);
            }
        }
        new Suppression(this).run();
        settled.set(0, size);
    }

    /** Whether a count must not be shown. */
    public boolean isWithheld(int cell) {
        return withheld.get(cell);
    }

    /** How many counts there are. */
    public int size() {
        return size;
    }

    /** The size from which a group is not small. */
    public long minimum() {
        return minimum;
    }

    boolean isSmall(int cell) {
        return users[cell] > 0 && users[cell] < minimum;
    }

    /** Whether who reads the answer does not see the count. */
    boolean isUnknown(int cell) {
        return withheld.get(cell) || implied.get(cell);
    }

    boolean isSettled(int cell) {
        return settled.get(cell);
    }

    void withhold(int cell) {
        withheld.set(cell);
    }

    /** How many users a count has. */
    public long users(int cell) {
        return users[cell];
    }

    List<Balance> balances() {
        return balances;
    }
}
