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

    Histogram toHistogram() {
        return Histogram.of(numbers, size);
    }
}
