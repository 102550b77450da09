package dev.lodestar.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationClassesTest {
    private static final List<Duration> BOUNDS = DurationClasses.bounds();

    /** As the definition says it, with divisions. */
    private static int plainly(long millis) {
        int coarse = 0;
        while (coarse < BOUNDS.size() - 1 && millis > BOUNDS.get(coarse).toMillis()) {
            coarse++;
        }
        long upper = BOUNDS.get(coarse).toMillis();
        long lower = coarse == 0 ? -1 : BOUNDS.get(coarse - 1).toMillis();
        long place = Math.min(millis, upper) - lower - 1;
        return coarse * DurationClasses.FINE + (int) (place * DurationClasses.FINE / (upper - lower));
    }

    @Test
    void everyDurationIsInTheClassThatTheDefinitionGives() {
        Random random = new Random(13);
        for (Duration bound : BOUNDS) {
            long millis = bound.toMillis();
            for (long near = Math.max(0, millis - 70); near <= millis + 70; near++) {
                assertThat(DurationClasses.of(near)).as("%d ms", near).isEqualTo(plainly(near));
            }
            for (int i = 0; i < 2_000; i++) {
                long below = random.nextLong(millis);
                assertThat(DurationClasses.of(below)).as("%d ms", below).isEqualTo(plainly(below));
            }
        }
        assertThat(DurationClasses.of(0)).isZero();
        assertThat(DurationClasses.of(Long.MAX_VALUE)).isEqualTo(DurationClasses.count() - 1);
    }

    @Test
    void theEdgesOfEveryFineClassAreOnTheRightSide() {
        for (int coarse = 1; coarse < BOUNDS.size(); coarse++) {
            long lower = BOUNDS.get(coarse - 1).toMillis();
            long width = BOUNDS.get(coarse).toMillis() - lower;
            for (int fine = 0; fine <= DurationClasses.FINE; fine++) {
                long edge = lower + 1 + fine * width / DurationClasses.FINE;
                for (long millis = edge - 2; millis <= edge + 2; millis++) {
                    assertThat(DurationClasses.of(millis)).as("%d ms", millis).isEqualTo(plainly(millis));
                }
            }
        }
    }
}
