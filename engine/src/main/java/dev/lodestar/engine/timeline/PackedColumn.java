package dev.lodestar.engine.timeline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers as differences to the least of them, each in as few bytes as the greatest difference takes: none, 1, 2, 4, or 8, which hold
 * the numbers themselves. Immutable.
 */
final class PackedColumn {
    private static final int OBJECT_BYTES = 56;

    final int size;
    final long base;

    /** The greatest number, 0 where there are none. */
    final long greatest;

    final byte @Nullable [] bytes;
    final short @Nullable [] shorts;
    final int @Nullable [] ints;
    final long @Nullable [] longs;

    /**
     * @param base the least number, or 0 with 8 bytes
     * @param differences an array of bytes, shorts, ints or longs; null where all numbers are the least
     */
    PackedColumn(int size, long base, long greatest, @Nullable Object differences) {
        this.size = size;
        this.base = base;
        this.greatest = greatest;
        this.bytes = differences instanceof byte[] array ? array : null;
        this.shorts = differences instanceof short[] array ? array : null;
        this.ints = differences instanceof int[] array ? array : null;
        this.longs = differences instanceof long[] array ? array : null;
    }

    /** The first numbers of an array. */
    static PackedColumn of(long[] numbers, int size) {
        long least = size == 0 ? 0 : numbers[0];
        long greatest = least;
        for (int i = 1; i < size; i++) {
            least = Math.min(least, numbers[i]);
            greatest = Math.max(greatest, numbers[i]);
        }
        long range = greatest - least;
        if (range == 0) {
            return new PackedColumn(size, least, least, null);
        }
        if (range < 0 || range > 0xffff_ffffL) {
            return new PackedColumn(size, 0, greatest, Arrays.copyOf(numbers, size));
        }
        if (range > 0xffff) {
            int[] differences = new int[size];
            for (int i = 0; i < size; i++) {
                differences[i] = (int) (numbers[i] - least);
            }
            return new PackedColumn(size, least, greatest, differences);
        }
        return narrow(numbers, size, least, greatest);
    }

    private static PackedColumn narrow(long[] numbers, int size, long least, long greatest) {
        if (greatest - least > 0xff) {
            short[] differences = new short[size];
            for (int i = 0; i < size; i++) {
                differences[i] = (short) (numbers[i] - least);
            }
            return new PackedColumn(size, least, greatest, differences);
        }
        byte[] differences = new byte[size];
        for (int i = 0; i < size; i++) {
            differences[i] = (byte) (numbers[i] - least);
        }
        return new PackedColumn(size, least, greatest, differences);
    }

    /** The first numbers of an array. */
    static PackedColumn of(int[] numbers, int size) {
        int least = size == 0 ? 0 : numbers[0];
        int greatest = least;
        for (int i = 1; i < size; i++) {
            least = Math.min(least, numbers[i]);
            greatest = Math.max(greatest, numbers[i]);
        }
        long range = (long) greatest - least;
        if (range == 0) {
            return new PackedColumn(size, least, least, null);
        }
        if (range > 0xffff) {
            int[] differences = new int[size];
            for (int i = 0; i < size; i++) {
                differences[i] = numbers[i] - least;
            }
            return new PackedColumn(size, least, greatest, differences);
        }
        return narrow(numbers, size, least, greatest);
    }

    private static PackedColumn narrow(int[] numbers, int size, int least, int greatest) {
        if (greatest - least > 0xff) {
            short[] differences = new short[size];
            for (int i = 0; i < size; i++) {
                differences[i] = (short) (numbers[i] - least);
            }
            return new PackedColumn(size, least, greatest, differences);
        }
        byte[] differences = new byte[size];
        for (int i = 0; i < size; i++) {
            differences[i] = (byte) (numbers[i] - least);
        }
        return new PackedColumn(size, least, greatest, differences);
    }

    /** The sums of one number and each of the first bytes of an array. */
    static PackedColumn of(int offset, byte[] summands, int size) {
        int least = size == 0 ? 0 : 0xff;
        int greatest = 0;
        for (int i = 0; i < size; i++) {
            least = Math.min(least, summands[i] & 0xff);
            greatest = Math.max(greatest, summands[i] & 0xff);
        }
        if (least == greatest) {
            long number = size == 0 ? 0 : offset + least;
            return new PackedColumn(size, number, number, null);
        }
        byte[] differences = Arrays.copyOf(summands, size);
        for (int i = 0; i < size && least > 0; i++) {
            differences[i] -= (byte) least;
        }
        return new PackedColumn(size, offset + least, offset + greatest, differences);
    }

    /** A number. */
    long get(int index) {
        if (bytes != null) {
            return base + (bytes[index] & 0xff);
        }
        if (shorts != null) {
            return base + (shorts[index] & 0xffff);
        }
        if (ints != null) {
            return base + (ints[index] & 0xffff_ffffL);
        }
        return longs != null ? longs[index] : base;
    }

    /** The numbers as ints, which they must fit, with zeros after them. */
    int[] toInts(int length) {
        int[] numbers = new int[length];
        copyTo(0, size, numbers, 0);
        return numbers;
    }

    /** Copies some numbers, which must fit ints, into an array. */
    void copyTo(int from, int to, int[] target, int at) {
        int least = (int) base;
        int shift = at - from;
        if (bytes != null) {
            for (int i = from; i < to; i++) {
                target[i + shift] = least + (bytes[i] & 0xff);
            }
            return;
        }
        if (shorts != null) {
            for (int i = from; i < to; i++) {
                target[i + shift] = least + (shorts[i] & 0xffff);
            }
            return;
        }
        for (int i = from; i < to; i++) {
            target[i + shift] = (int) get(i);
        }
    }

    /** Copies some numbers into an array. */
    void copyTo(int from, int to, long[] target, int at) {
        if (longs != null) {
            System.arraycopy(longs, from, target, at, to - from);
            return;
        }
        int shift = at - from;
        if (shorts != null) {
            for (int i = from; i < to; i++) {
                target[i + shift] = base + (shorts[i] & 0xffff);
            }
            return;
        }
        if (ints != null) {
            for (int i = from; i < to; i++) {
                target[i + shift] = base + (ints[i] & 0xffff_ffffL);
            }
            return;
        }
        for (int i = from; i < to; i++) {
            target[i + shift] = get(i);
        }
    }

    /** The numbers with zeros after them. */
    long[] toLongs(int length) {
        long[] numbers = new long[length];
        copyTo(0, size, numbers, 0);
        return numbers;
    }

    /** Bytes a number takes. */
    int width() {
        return bytes != null ? 1 : shorts != null ? 2 : ints != null ? 4 : longs != null ? 8 : 0;
    }

    /** Bytes that the column takes in memory. */
    long memory() {
        return OBJECT_BYTES + (width() == 0 ? 0 : Memory.ofArray(width(), size));
    }
}
