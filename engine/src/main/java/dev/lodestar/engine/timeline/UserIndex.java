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
    private int[] slots = filled(128);
    private int used;
    private int next;

    private static int[] filled(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, VACANT);
        return slots;
    }

    /** The number of a pseudonym, or −1 where it has none. */
    int find(UUID user) {
        int number = slots[slotOf(user.getMostSignificantBits(), user.getLeastSignificantBits())];
        return number >= 0 ? number : -1;
    }

    /** Gives a pseudonym that has none the next number. */
    int add(UUID user) {
        int number = next;
        skip();
        high[number] = user.getMostSignificantBits();
        low[number] = user.getLeastSignificantBits();
        if (2 * (used + 1) > slots.length) {
            rehash();
        }
        place(number);
        return number;
    }

    /** Passes over a number, whose user was erased. */
    void skip() {
        if (next == high.length) {
            int length = next + (next >>> 1);
            high = Arrays.copyOf(high, length);
            low = Arrays.copyOf(low, length);
        }
        next++;
    }

    /** Forgets a pseudonym. */
    void remove(UUID user) {
        int slot = slotOf(user.getMostSignificantBits(), user.getLeastSignificantBits());
        int number = slots[slot];
        if (number >= 0) {
            slots[slot] = REMOVED;
            high[number] = 0;
            low[number] = 0;
        }
    }

    /** How many numbers were given. */
    int size() {
        return next;
    }

    private int slotOf(long mostSignificant, long leastSignificant) {
        int mask = slots.length - 1;
        int slot = (int) Hash64.mix(mostSignificant * 31 + leastSignificant) & mask;
        while (slots[slot] == REMOVED
                || (slots[slot] != VACANT && !isOf(slots[slot], mostSignificant, leastSignificant))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean isOf(int number, long mostSignificant, long leastSignificant) {
        return high[number] == mostSignificant && low[number] == leastSignificant;
    }

    private void place(int number) {
        slots[slotOf(high[number], low[number])] = number;
        used++;
    }

    private void rehash() {
        int[] before = slots;
        slots = filled(2 * before.length);
        used = 0;
        for (int number : before) {
            if (number >= 0) {
                place(number);
            }
        }
    }
}
