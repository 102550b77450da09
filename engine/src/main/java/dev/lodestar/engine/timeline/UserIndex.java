package dev.lodestar.engine.timeline;

import java.util.Arrays;
import java.util.UUID;

/**
 * Numbers for pseudonyms, in order of appearance: an open hash table over the two halves of a UUID. The number of an erased user is not
 * given again, and the same pseudonym gets a new one.
 */
final class UserIndex {
    private static final int VACANT = -1;
    private static final int REMOVED = -2;

    private long[] high = new long[64];
    private long[] low = new long[64];
    private int[] numbers = filled(64);
    private int used;
    private int next;

    private static int[] filled(int length) {
        int[] numbers = new int[length];
        Arrays.fill(numbers, VACANT);
        return numbers;
    }

    /** The number of a pseudonym, or −1 where it has none. */
    int find(UUID user) {
        int slot = slotOf(user.getMostSignificantBits(), user.getLeastSignificantBits());
        return numbers[slot] >= 0 ? numbers[slot] : -1;
    }

    /** Gives a pseudonym that has none the next number. */
    int add(UUID user) {
        if (2 * (used + 1) > numbers.length) {
            rehash();
        }
        place(user.getMostSignificantBits(), user.getLeastSignificantBits(), next);
        return next++;
    }

    /** Passes over a number, whose user was erased. */
    void skip() {
        next++;
    }

    /** Forgets a pseudonym. */
    void remove(UUID user) {
        int slot = slotOf(user.getMostSignificantBits(), user.getLeastSignificantBits());
        if (numbers[slot] >= 0) {
            numbers[slot] = REMOVED;
            high[slot] = 0;
            low[slot] = 0;
        }
    }

    /** How many numbers were given. */
    int size() {
        return next;
    }

    private int slotOf(long mostSignificant, long leastSignificant) {
        int mask = numbers.length - 1;
        int slot = (int) Hash64.mix(mostSignificant * 31 + leastSignificant) & mask;
        while (numbers[slot] == REMOVED
                || (numbers[slot] != VACANT && (high[slot] != mostSignificant || low[slot] != leastSignificant))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void place(long mostSignificant, long leastSignificant, int number) {
        int slot = slotOf(mostSignificant, leastSignificant);
        high[slot] = mostSignificant;
        low[slot] = leastSignificant;
        numbers[slot] = number;
        used++;
    }

    private void rehash() {
        long[] oldHigh = high;
        long[] oldLow = low;
        int[] oldNumbers = numbers;
        int length = 2 * numbers.length;
        high = new long[length];
        low = new long[length];
        numbers = filled(length);
        used = 0;
        for (int slot = 0; slot < oldNumbers.length; slot++) {
            if (oldNumbers[slot] >= 0) {
                place(oldHigh[slot], oldLow[slot], oldNumbers[slot]);
            }
        }
    }
}
