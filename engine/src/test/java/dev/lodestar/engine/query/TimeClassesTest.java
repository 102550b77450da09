package dev.lodestar.engine.query;

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
}
