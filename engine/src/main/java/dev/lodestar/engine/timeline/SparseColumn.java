package dev.lodestar.engine.timeline;

import java.util.Arrays;

/**
 * A value that few events have: for each user of a block the events that have it, in order, with the value.
 */
final class SparseColumn {
    final int[] start;
    final int[] event;
    final long[] value;

    SparseColumn(int[] start, int[] event, long[] value) {
        this.start = start;
        this.event = event;
        this.value = value;
    }

    /** Collects the rows of a block, user by user. */
    static final class Builder {
        private final int[] start;
        private int[] event = new int[16];
        private long[] value = new long[16];
        private int size;

        Builder(int users) {
            start = new int[users + 1];
        }

        void add(int eventIndex, long eventValue) {
            reserve(1);
            event[size] = eventIndex;
            value[size++] = eventValue;
        }

        void copyUser(SparseColumn source, int user, int shift) {
            int from = source.start[user];
            int length = source.start[user + 1] - from;
            reserve(length);
            for (int i = 0; i < length; i++) {
                event[size + i] = source.event[from + i] + shift;
            }
            System.arraycopy(source.value, from, value, size, length);
            size += length;
        }

        void endUser(int user) {
            start[user + 1] = size;
        }

        private void reserve(int more) {
            if (size + more > event.length) {
                int length = Math.max(size + more, 2 * event.length);
                event = Arrays.copyOf(event, length);
                value = Arrays.copyOf(value, length);
            }
        }

        SparseColumn build() {
            return new SparseColumn(start, Arrays.copyOf(event, size), Arrays.copyOf(value, size));
        }
    }
}
