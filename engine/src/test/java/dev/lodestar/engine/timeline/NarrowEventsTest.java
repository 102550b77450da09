package dev.lodestar.engine.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NarrowEventsTest {
    private static final int BASE = 5;

    @Test
    void theFirstAndTheLastEventOfATypeAreThoseThatLookingAtEachOneFinds() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            int size = NarrowEvents.LEAST_EVENTS + random.nextInt(40);
            byte[] types = new byte[size];
            int kinds = 1 + random.nextInt(random.nextBoolean() ? 4 : 256);
            for (int event = 0; event < size; event++) {
                types[event] = (byte) random.nextInt(kinds);
            }
            NarrowEvents events = new NarrowEvents(TimeColumn.of(new long[size], size), BASE, types);
            int from = random.nextInt(size + 1);
            int to = from + random.nextInt(size + 1 - from);
            int type = BASE + random.nextInt(kinds + 2) - 1;

            assertThat(events.firstOf(type, from, to))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(IntStream.range(from, to)
                            .filter(event -> events.type(event) == type)
                            .findFirst()
                            .orElse(to));
            assertThat(events.lastOf(type, from, to))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(IntStream.range(from, to)
                            .filter(event -> events.type(event) == type)
                            .max()
                            .orElse(from - 1));
        }
    }
}
