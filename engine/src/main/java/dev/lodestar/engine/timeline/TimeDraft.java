package dev.lodestar.engine.timeline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The instants of a block while they are being written: packed as those of the block before, where they reach as far, so that most are copied as they are.
 * Reused from block to block for its memory.
 */
final class TimeDraft {
    private long base;
    private int[] low = new int[0];
    private byte[] high = new byte[0];
    private long[] wide = new long[0];
    private boolean isWide;
    private int capacity;
    private int size;

    /**
     * Begins a block of at most so many events.
     *
     * @param before the instants that most will come from, or null
     */
    void begin(int events, @Nullable TimeColumn before) {
        capacity = events;
        size = 0;
        isWide = before == null || before.wide != null;
        base = before == null ? 0 : before.base;
        if (isWide) {
            reserveWide();
        } else if (low.length < events) {
            low = new int[events];
            high = new byte[events];
        }
    }

    private void reserveWide() {
        if (wide.length < capacity) {
            wide = new long[capacity];
        }
    }

    long get(int event) {
        return isWide ? wide[event] : base + ((high[event] & 0xffL) << Integer.SIZE | low[event] & 0xffff_ffffL);
    }

    void add(long instant) {
        long difference = instant - base;
        if (!isWide && (instant < base || difference < 0 || difference >= TimeColumn.REACH)) {
            widen();
        }
        if (isWide) {
            wide[size++] = instant;
        } else {
            low[size] = (int) difference;
            high[size++] = (byte) (difference >>> Integer.SIZE);
        }
    }

    private void widen() {
        reserveWide();
        for (int event = 0; event < size; event++) {
            wide[event] = get(event);
        }
        isWide = true;
    }

    /** Takes some instants of another column. */
    void copy(TimeColumn source, int from, int to) {
        if (isWide) {
            source.copyTo(from, to, wide, size);
            size += to - from;
        } else if (source.wide == null && source.base == base) {
            System.arraycopy(source.low, from, low, size, to - from);
            System.arraycopy(source.high, from, high, size, to - from);
            size += to - from;
        } else {
            for (int event = from; event < to; event++) {
                add(source.get(event));
            }
        }
    }

    /**
     * The instants taken.
     *
     * @param start by user: the user's first event, and at last the end; a user's events ascend
     */
    TimeColumn build(int[] start) {
        if (isWide) {
            return TimeColumn.of(wide, size);
        }
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (int user = 0; user + 1 < start.length; user++) {
            if (start[user] < start[user + 1]) {
                earliest = Math.min(earliest, get(start[user]));
                latest = Math.max(latest, get(start[user + 1] - 1));
            }
        }
        if (earliest != base) {
            // the earliest was erased: nothing may tell of it
            widen();
            return TimeColumn.of(wide, size);
        }
        return new TimeColumn(base, Arrays.copyOf(low, size), Arrays.copyOf(high, size), null, earliest, latest);
    }
}
