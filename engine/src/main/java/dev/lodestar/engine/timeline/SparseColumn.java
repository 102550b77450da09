package dev.lodestar.engine.timeline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value that some events have: a bit for each event of the block that says whether it has one, and the values in the order of events.
 * Immutable.
 */
final class SparseColumn {
    /** What {@link #next} says where no event is left. */
    static final int NONE = Integer.MAX_VALUE;

    private static final int OBJECT_BYTES = 32;

    /** Bits of events, up to the last that has a value. */
    final long[] present;

    final PackedColumn values;

    /** By every second word of the bits: how many events before it have a value. */
    private final int[] rowsBefore;

    SparseColumn(long[] present, PackedColumn values) {
        this.present = present;
        this.values = values;
        this.rowsBefore = new int[(present.length + 1) / 2];
        int rows = 0;
        for (int word = 0; word < present.length; word++) {
            if (word % 2 == 0) {
                rowsBefore[word / 2] = rows;
            }
            rows += Long.bitCount(present[word]);
        }
    }

    /** How many events before one have a value; where that one has a value too, it is the row of it. */
    int rowsBefore(int event) {
        int word = event >>> 6;
        if (word >= present.length) {
            return values.size;
        }
        int inWordBefore = (word & 1) == 0 ? 0 : Long.bitCount(present[word - 1]);
        return rowsBefore[word >>> 1] + inWordBefore + Long.bitCount(present[word] & ((1L << event) - 1));
    }

    /** The row of an event's value, or −1 where it has none. */
    int row(int event) {
        int word = event >>> 6;
        return word < present.length && (present[word] >>> event & 1) != 0 ? rowsBefore(event) : -1;
    }

    /** The value of an event that has one. */
    long valueOf(int event) {
        return values.get(rowsBefore(event));
    }

    /** The first event at or after one that has a value, or {@link #NONE}. */
    int next(int event) {
        int word = event >>> 6;
        if (word >= present.length) {
            return NONE;
        }
        long rest = present[word] & -1L << event;
        while (rest == 0) {
            if (++word == present.length) {
                return NONE;
            }
            rest = present[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(rest);
    }

    /** Bytes that the column takes in memory. */
    long memory() {
        return OBJECT_BYTES
                + Memory.ofArray(Long.BYTES, present.length)
                + Memory.ofArray(Integer.BYTES, rowsBefore.length)
                + values.memory();
    }

    /** Collects the values of a block's events in order. Reused from block to block for its memory. */
    static final class Builder {
        private long[] present = new long[16];
        private long[] value = new long[16];
        private int words;
        private int size;

        /** Another column's values, of which all those so far are the first; they are not copied as long as that is so. Null where it is not. */
        private @Nullable PackedColumn shared;

        void begin() {
            Arrays.fill(present, 0, words, 0);
            words = 0;
            size = 0;
            shared = null;
        }

        void add(int event, long eventValue) {
            int word = event >>> 6;
            if (word >= present.length) {
                present = Arrays.copyOf(present, Math.max(word + 1, 2 * present.length));
            }
            unshare();
            reserve(size + 1);
            present[word] |= 1L << event;
            value[size++] = eventValue;
            words = word + 1;
        }

        /** Takes what some events of another column have, which come to stand a number of places further on. */
        void copy(SparseColumn source, int from, int to, int shift) {
            if (source.next(from) >= to) {
                return;
            }
            int row = source.rowsBefore(from);
            int endRow = source.rowsBefore(to);
            if (row == size && (size == 0 || shared == source.values)) {
                shared = source.values;
            } else {
                unshare();
                reserve(size + endRow - row);
                source.values.copyTo(row, endRow, value, size);
            }
            size += endRow - row;
            int lastWord = Math.min(to - 1 >>> 6, source.present.length - 1);
            for (int word = from >>> 6; word <= lastWord; word++) {
                long bits = source.present[word];
                bits &= word == from >>> 6 ? -1L << from : -1L;
                bits &= word == to >>> 6 ? (1L << to) - 1 : -1L;
                set((word << 6) + shift, bits);
            }
        }

        private void unshare() {
            if (shared != null) {
                reserve(size);
                shared.copyTo(0, size, value, 0);
                shared = null;
            }
        }

        private void reserve(int rows) {
            if (rows > value.length) {
                value = Arrays.copyOf(value, Math.max(rows, 2 * value.length));
            }
        }

        /** Sets bits from a place on, which may be before the first as long as none of the bits is. */
        private void set(int place, long bits) {
            int word = place >> 6;
            long here = bits << place;
            long beyond = (place & 63) == 0 ? 0 : bits >>> -place;
            if (word + 1 >= present.length) {
                present = Arrays.copyOf(present, Math.max(word + 2, 2 * present.length));
            }
            if (here != 0) {
                present[word] |= here;
                words = word + 1;
            }
            if (beyond != 0) {
                present[word + 1] |= beyond;
                words = word + 2;
            }
        }

        SparseColumn build() {
            if (shared != null && shared.size == size) {
                return new SparseColumn(Arrays.copyOf(present, words), shared);
            }
            unshare();
            return new SparseColumn(Arrays.copyOf(present, words), PackedColumn.of(value, size));
        }
    }
}
