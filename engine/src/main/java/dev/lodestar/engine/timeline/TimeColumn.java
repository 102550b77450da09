package dev.lodestar.engine.timeline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Instants in milliseconds, as differences to the earliest in 5 bytes each, which reach 34 years; where some lie further apart, in 8 bytes.
 * Immutable.
 */
final class TimeColumn {
    private static final int OBJECT_BYTES = 48;
    static final long REACH = 1L << 40;

    final long base;
    final int[] low;
    final byte[] high;
    final long @Nullable [] wide;

    /** The earliest instant, {@link Long#MAX_VALUE} where there is none. */
    final long earliest;

    /** The latest instant, {@link Long#MIN_VALUE} where there is none. */
    final long latest;

    TimeColumn(long base, int[] low, byte[] high, long @Nullable [] wide, long earliest, long latest) {
        this.base = base;
        this.low = low;
        this.high = high;
        this.wide = wide;
        this.earliest = earliest;
        this.latest = latest;
    }

    /** The first instants of an array. */
    static TimeColumn of(long[] instants, int size) {
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            earliest = Math.min(earliest, instants[i]);
            latest = Math.max(latest, instants[i]);
        }
        long range = latest - earliest;
        if (size > 0 && (range < 0 || range >= REACH)) {
            return new TimeColumn(0, new int[0], new byte[0], Arrays.copyOf(instants, size), earliest, latest);
        }
        int[] low = new int[size];
        byte[] high = new byte[size];
        for (int i = 0; i < size; i++) {
            long difference = instants[i] - earliest;
            low[i] = (int) difference;
            high[i] = (byte) (difference >>> Integer.SIZE);
        }
        return new TimeColumn(size == 0 ? 0 : earliest, low, high, null, earliest, latest);
    }

    /** A column as it was kept: in 5 bytes an instant. */
    static TimeColumn narrow(long base, int[] low, byte[] high) {
        return kept(new TimeColumn(base, low, high, null, 0, 0));
    }

    /** A column as it was kept: in 8 bytes an instant. */
    static TimeColumn wide(long[] instants) {
        return kept(new TimeColumn(0, new int[0], new byte[0], instants, 0, 0));
    }

    private static TimeColumn kept(TimeColumn column) {
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < column.size(); i++) {
            earliest = Math.min(earliest, column.get(i));
            latest = Math.max(latest, column.get(i));
        }
        return new TimeColumn(column.base, column.low, column.high, column.wide, earliest, latest);
    }

    private int size() {
        return wide == null ? low.length : wide.length;
    }

    /** An instant. */
    long get(int index) {
        return wide == null ? base + ((high[index] & 0xffL) << Integer.SIZE | low[index] & 0xffff_ffffL) : wide[index];
    }

    /** Copies instants into an array. */
    void copyTo(int from, int to, long[] target, int at) {
        if (wide != null) {
            System.arraycopy(wide, from, target, at, to - from);
            return;
        }
        for (int i = from; i < to; i++) {
            target[at + i - from] = base + ((high[i] & 0xffL) << Integer.SIZE | low[i] & 0xffff_ffffL);
        }
    }

    /** Bytes that the column takes in memory. */
    long memory() {
        return OBJECT_BYTES
                + Memory.ofArray(Integer.BYTES, low.length)
                + Memory.ofArray(1, high.length)
                + (wide == null ? 0 : Memory.ofArray(Long.BYTES, wide.length));
    }
}
