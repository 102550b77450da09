package dev.lodestar.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AscendingLimitsTest {
    private final Random random = new Random(11);

    private void agreesWithGoingThrough(LongStream some) {
        long[] limits = some.sorted().distinct().toArray();
        AscendingLimits found = new AscendingLimits(limits.clone());
        assertThat(found.size()).isEqualTo(limits.length);
        long last = limits[limits.length - 1];
        LongStream beside = Arrays.stream(limits).flatMap(limit -> LongStream.of(limit - 1, limit, limit + 1));
        LongStream anywhere = random.longs(1_000, 0, Math.max(1, last));
        LongStream.concat(LongStream.concat(beside, anywhere), LongStream.of(0, last))
                .filter(number -> number >= 0 && number <= last)
                .forEach(number -> {
                    int expected = 0;
                    while (limits[expected] < number) {
                        expected++;
                    }
                    assertThat(found.placeOf(number)).as("place of %d", number).isEqualTo(expected);
                });
    }

    @Test
    void limitsSpreadEvenly() {
        for (int size : new int[] {1, 2, 3, 100, 1_500}) {
            agreesWithGoingThrough(random.longs(size, 0, 5_000_000_000L));
        }
    }

    @Test
    void limitsCloseTogetherBesideOnesFarOff() {
        agreesWithGoingThrough(
                LongStream.concat(random.longs(1_000, 700_000_000, 700_002_000), LongStream.of(3, 9_000_000_000L)));
        agreesWithGoingThrough(LongStream.concat(LongStream.range(0, 50), LongStream.of(Long.MAX_VALUE)));
    }

    @Test
    void oneLimitIsTheFirstForAllThatDoNotExceedIt() {
        agreesWithGoingThrough(LongStream.of(0));
        agreesWithGoingThrough(LongStream.of(Long.MAX_VALUE));
    }

    @Test
    void noLimitsAreNone() {
        assertThat(new AscendingLimits(new long[0]).size()).isZero();
    }
}
