package dev.lodestar.engine.query;

import java.util.Arrays;
import java.util.List;

/**
 * A multiset of numbers: the distinct values in ascending order with how often each occurs. Merging loses nothing, so quantiles over
 * several partitions are exact.
 *
 * @param values distinct, ascending
 * @param counts how often each value occurs, at least once
 */
@SuppressWarnings("ArrayRecordComponent") // columns, for speed; compared by value below
public record Histogram(long[] values, long[] counts) {
    private static final int MAX_SORTED = 1 << 28;
    private static final int MAX_TABLED = 1 << 20;

    /** The empty multiset. */
    public static final Histogram EMPTY = new Histogram(new long[0], new long[0]);

    /** Rejects arrays of different lengths. */
    public Histogram {
        if (values.length != counts.length) {
            throw new IllegalArgumentException(values.length + " values but " + counts.length + " counts");
        }
    }

    /** The multiset of the first {@code size} numbers of an array, whose order is lost in passing. */
    public static Histogram of(long[] numbers, int size) {
        long[] sorted = RadixSort.sorted(numbers, size);
        long[] values = new long[size];
        long[] counts = new long[size];
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
            values[distinct - 1] = sorted[i];
            counts[distinct - 1]++;
        }
        return distinct == size
                ? new Histogram(values, counts)
                : new Histogram(Arrays.copyOf(values, distinct), Arrays.copyOf(counts, distinct));
    }

    /**
     * Several multisets together. Numbers that lie close together are counted in a table, and those that hardly ever repeat are sorted anew; both
     * are faster than merging in pairs.
     */
    static Histogram sum(List<Histogram> parts) {
        long distinct = 0;
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (Histogram part : parts) {
            int size = part.values.length;
            distinct += size;
            least = size == 0 ? least : Math.min(least, part.values[0]);
            greatest = size == 0 ? greatest : Math.max(greatest, part.values[size - 1]);
        }
        if (least >= 0 && greatest < MAX_TABLED && greatest < 4 * distinct) {
            return tabled(parts, (int) greatest);
        }
        long total = parts.stream().mapToLong(Histogram::total).sum();
        if (parts.size() <= 2 || total > 2 * distinct || total > MAX_SORTED) {
            return pairwise(parts);
        }
        long[] numbers = new long[(int) total];
        int size = 0;
        for (Histogram part : parts) {
            for (int i = 0; i < part.values.length; i++) {
                for (long repeat = part.counts[i]; repeat > 0; repeat--) {
                    numbers[size++] = part.values[i];
                }
            }
        }
        return of(numbers, size);
    }

    private static Histogram tabled(List<Histogram> parts, int greatest) {
        long[] cells = new long[greatest + 1];
        for (Histogram part : parts) {
            for (int i = 0; i < part.values.length; i++) {
                cells[(int) part.values[i]] += part.counts[i];
            }
        }
        return ofCounts(cells);
    }

    private static Histogram pairwise(List<Histogram> parts) {
        Histogram[] rest = parts.toArray(Histogram[]::new);
        int size = rest.length;
        while (size > 1) {
            int half = 0;
            for (int i = 0; i < size; i += 2) {
                rest[half++] = i + 1 < size ? rest[i].plus(rest[i + 1]) : rest[i];
            }
            size = half;
        }
        return size == 0 ? EMPTY : rest[0];
    }

    /** The multiset of the numbers from 0, each as often as the cell says. */
    public static Histogram ofCounts(long[] cells) {
        int distinct = 0;
        for (long count : cells) {
            distinct += (int) (-count >>> Long.SIZE - 1);
        }
        long[] values = new long[distinct];
        long[] counts = new long[distinct];
        int size = 0;
        for (int value = 0; size < distinct; value++) {
            values[size] = value;
            counts[size] = cells[value];
            size += (int) (-cells[value] >>> Long.SIZE - 1);
        }
        return new Histogram(values, counts);
    }

    /**
     * The multiset of some numbers, each as often as the cell of its place says.
     *
     * @param numbers distinct, ascending
     */
    public static Histogram ofCounts(long[] numbers, long[] cells) {
        Histogram places = ofCounts(cells);
        long[] values = new long[places.values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers[(int) places.values[i]];
        }
        return new Histogram(values, places.counts);
    }

    /** The multiset of the numbers from 0, each as often as the cell says. */
    static Histogram ofCounts(int[] cells) {
        int distinct = 0;
        for (int count : cells) {
            distinct += -count >>> Integer.SIZE - 1;
        }
        long[] values = new long[distinct];
        long[] counts = new long[distinct];
        int size = 0;
        for (int value = 0; size < distinct; value++) {
            values[size] = value;
            counts[size] = cells[value];
            size += -cells[value] >>> Integer.SIZE - 1;
        }
        return new Histogram(values, counts);
    }

    /** Both multisets together. */
    public Histogram plus(Histogram other) {
        long[] mergedValues = new long[values.length + other.values.length];
        long[] mergedCounts = new long[mergedValues.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < values.length || j < other.values.length) {
            boolean mine = j == other.values.length || (i < values.length && values[i] <= other.values[j]);
            boolean theirs = i == values.length || (j < other.values.length && other.values[j] <= values[i]);
            mergedValues[size] = mine ? values[i] : other.values[j];
            mergedCounts[size++] = (mine ? counts[i++] : 0) + (theirs ? other.counts[j++] : 0);
        }
        return new Histogram(Arrays.copyOf(mergedValues, size), Arrays.copyOf(mergedCounts, size));
    }

    /** How many numbers the multiset holds. */
    public long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /** How many numbers are less than a value. */
    public long countBelow(long value) {
        long below = 0;
        for (int i = 0; i < values.length && values[i] < value; i++) {
            below += counts[i];
        }
        return below;
    }

    /** The number of that rank in ascending order, counted from 0. */
    public long ranked(long rank) {
        long passed = 0;
        for (int i = 0; i < values.length; i++) {
            passed += counts[i];
            if (rank < passed) {
                return values[i];
            }
        }
        throw new IndexOutOfBoundsException("rank " + rank + " of " + passed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Histogram histogram
                && Arrays.equals(values, histogram.values)
                && Arrays.equals(counts, histogram.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(counts);
    }
}
