package dev.lodestar.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private final Random random = new Random(7);

    private long[] numbers(int size, long bound) {
        return random.longs(size, -bound, bound).toArray();
    }

    @Test
    void manyNumbersAreSortedByTheirDigitsAsByComparing() {
        for (long bound : new long[] {1, 1_000, 40_000_000_000L, Long.MAX_VALUE}) {
            long[] numbers = numbers(10_000, bound);
            long[] expected = numbers.clone();
            Arrays.sort(expected);

            assertThat(RadixSort.sorted(numbers, numbers.length)).startsWith(expected);
        }
    }

    @Test
    void theLeastAndTheGreatestNumberSortFirstAndLast() {
        long[] numbers = numbers(5_000, Long.MAX_VALUE);
        numbers[17] = Long.MAX_VALUE;
        numbers[4_000] = Long.MIN_VALUE;

        long[] sorted = RadixSort.sorted(numbers, numbers.length);

        assertThat(sorted[0]).isEqualTo(Long.MIN_VALUE);
        assertThat(sorted[4_999]).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void severalMultisetsTogetherAreWhatMergingThemInPairsGives() {
        for (long bound : new long[] {50, 700, 100_000_000_000L}) {
            List<Histogram> parts = IntStream.range(0, 7)
                    .mapToObj(_ -> Histogram.of(numbers(900, bound), 900))
                    .toList();

            Histogram inPairs = parts.stream().reduce(Histogram.EMPTY, Histogram::plus);

            assertThat(Histogram.sum(parts)).isEqualTo(inPairs);
        }
        assertThat(Histogram.sum(List.of())).isEqualTo(Histogram.EMPTY);
    }

    @Test
    void numbersCloseTogetherAreCountedInATable() {
        List<Histogram> parts = IntStream.range(0, 5)
                .mapToObj(_ -> Histogram.of(random.longs(900, 0, 2_000).toArray(), 900))
                .toList();

        assertThat(Histogram.sum(parts)).isEqualTo(parts.stream().reduce(Histogram.EMPTY, Histogram::plus));
    }

    @Test
    void onlyTheFirstNumbersOfAnArrayCount() {
        assertThat(Histogram.of(new long[] {3, 1, 3, 9, 9}, 3))
                .isEqualTo(new Histogram(new long[] {1, 3}, new long[] {1, 2}));
    }
}
