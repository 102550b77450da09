package dev.lodestar.report.narrative.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhrasesTest {
    @Test
    void a_difference_and_its_interval_have_the_same_sign() {
        assertThat(Phrases.points(-0.019) + Phrases.pointsInterval(-0.075, 0.036))
                .isEqualTo("−1.9 percentage points (95% interval −7.5 to +3.6)");
        assertThat(Phrases.points(0.008)).isEqualTo("+0.8 percentage points");
    }

    @Test
    void what_rounds_to_nothing_has_no_sign_and_one_point_is_singular() {
        assertThat(Phrases.points(-0.0001)).isEqualTo("0.0 percentage points");
        assertThat(Phrases.points(0.01)).isEqualTo("+1.0 percentage point");
        assertThat(Phrases.points(-0.11)).isEqualTo("−11.0 percentage points");
    }

    @Test
    void without_an_interval_nothing_is_said_of_one() {
        assertThat(Phrases.pointsInterval(null, 0.1)).isEmpty();
    }
}
