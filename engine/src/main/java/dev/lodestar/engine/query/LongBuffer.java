package dev.lodestar.engine.query;

import java.util.Arrays;

/** A growing array of numbers that becomes a multiset. */
final class LongBuffer {
    private long[] numbers = new long[256];
    private int size;

    void add(long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    /** Adds a number where a condition holds, without a branch on it, which the processor would guess wrong for every other user. */
    void addIf(boolean condition, long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size] = number;
        size += condition ? 1 : 0;
    }

    /** The numbers as a multiset; the buffer is of no use afterwards. */
    Histogram toHistogram() {
        return Histogram.of(numbers, size);
    }
}
