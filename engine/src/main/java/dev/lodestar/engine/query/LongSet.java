package dev.lodestar.engine.query;

import java.util.Arrays;

/** A set of 64-bit hashes, none of them 0, with open addressing. */
final class LongSet {
    private long[] slots = new long[16];
    private int size;

    void add(long hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash ^ hash >>> 32) & mask;
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return;
            }
            slot = slot + 1 & mask;
        }
        slots[slot] = hash;
        if (2 * ++size > slots.length) {
            grow();
        }
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        size = 0;
        for (long hash : old) {
            if (hash != 0) {
                add(hash);
            }
        }
    }

    long[] sorted() {
        long[] hashes = new long[size];
        int next = 0;
        for (long hash : slots) {
            if (hash != 0) {
                hashes[next++] = hash;
            }
        }
        Arrays.sort(hashes);
        return hashes;
    }
}
