package dev.lodestar.growth.lever;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.growth.lever.domain.Lift;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeverRequestTest {
    /** 11 × 0.059 over 0.059 is a little more than 11 in binary, and −9 × 0.015 over 0.015 a little less than −9. */
    @ParameterizedTest
    @ValueSource(doubles = {0.015, 0.059, 0.061, 0.1})
    void bounds_at_the_limit_that_is_told_are_taken(double mode) {
        double low = mode * (1 - Lift.MAX_SPREAD);
        double high = mode * (1 + Lift.MAX_SPREAD);

        Lift lift = new LeverRequest("activation", mode, low, high, "low", 0.0, 1.0, null, null)
                .toDomain("wide")
                .lift();

        assertThat(lift.lowMultiple()).isCloseTo(-9, within(1e-9));
        assertThat(lift.highMultiple()).isCloseTo(11, within(1e-9));
    }
}
