package dev.lodestar.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeClassesTest {
    @Test
    void everyClassBeginsWhereTheOneBeforeEnds() {
        assertThat(TimeClasses.leastOf(0)).isZero();
        for (int number = 1; number < TimeClasses.COUNT; number++) {
            long least = TimeClasses.leastOf(number);
            assertThat(TimeClasses.of(least)).isEqualTo(number);
            assertThat(TimeClasses.of(least - 1)).isEqualTo(number - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 40, (1L << 40) - 1, Long.MAX_VALUE})
    void theLastClassHoldsAllThatIsLonger(long millis) {
        assertThat(TimeClasses.of(millis)).isEqualTo(TimeClasses.COUNT - 1);
    }

    @Test
    void coarseClassesAscendWithTheTimesAndAreAsManyAsTheySay() {
        int before = 0;
        for (int number = 0; number < TimeClasses.COUNT; number++) {
            int coarse = TimeClasses.coarseOf(TimeClasses.leastOf(number));
            assertThat(coarse).isBetween(before, before + 1);
            before = coarse;
        }
        assertThat(before).isEqualTo(TimeClasses.COARSE_COUNT - 1);
    }
}
