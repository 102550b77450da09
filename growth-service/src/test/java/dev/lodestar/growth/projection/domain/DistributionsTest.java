package dev.lodestar.growth.projection.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.observation.domain.RetentionPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionsTest {

    @ParameterizedTest
    @CsvSource({"0, 50", "1, 3", "81, 263", "7000, 50000", "50, 50"})
    void draws_of_a_rate_follow_the_beta_of_its_counts(double successes, double trials) {
        Beta beta = Beta.ofCounts(successes, trials);
        var random = new SplittableRandom(11);
        var draws = new double[50_000];
        Arrays.setAll(draws, i -> beta.draw(random));
        Spread spread = Spread.of(draws);
        double mean = (successes + 0.5) / (trials + 1);
        double deviation = Math.sqrt(mean * (1 - mean) / (trials + 2));

        assertThat(spread.mean()).isCloseTo(mean, within(0.03 * deviation));
        assertThat(spread.p10()).isCloseTo(beta.quantile(0.1), within(0.05 * deviation));
        assertThat(spread.p50()).isCloseTo(beta.quantile(0.5), within(0.05 * deviation));
        assertThat(spread.p90()).isCloseTo(beta.quantile(0.9), within(0.05 * deviation));
    }

    @Test
    void quantiles_lie_between_the_order_statistics() {
        assertThat(Spread.of(new double[] {5, 1, 3, 2, 4})).isEqualTo(new Spread(3, 1.4, 3, 4.6));
    }

    @Test
    void observed_retention_is_relative_to_month_zero_and_goes_on_as_it_ended() {
        RetentionCurve curve = RetentionCurve.observed(List.of(
                new RetentionPoint(0, 800, 1000, 800),
                new RetentionPoint(1, 400, 1000, 800),
                new RetentionPoint(2, 160, 500, 400),
                new RetentionPoint(3, 1, 5, 4)));

        // 0.8 → 1, 0.4 → 0.5, 0.32 → 0.4; age 3 has too few users; the tail keeps sqrt(0.4/1) a month.
        assertThat(curve.shares(3)).containsExactly(new double[] {1, 0.5, 0.4, 0.4 * Math.sqrt(0.4)}, within(1e-12));
        assertThat(curve.lastAge()).isEqualTo(2);
        assertThat(curve.figure().origin()).isEqualTo(Figure.Origin.OBSERVED);
    }

    @Test
    void users_too_young_for_an_age_say_nothing_about_it() {
        List<RetentionPoint> old = List.of(
                new RetentionPoint(0, 900, 1000, 900),
                new RetentionPoint(1, 600, 1000, 900),
                new RetentionPoint(2, 500, 1000, 900));
        // Besides, 9,000 who have lived month 0 only, half of them active in it.
        List<RetentionPoint> withYoung = List.of(new RetentionPoint(0, 5400, 10_000, 5400), old.get(1), old.get(2));

        assertThat(RetentionCurve.observed(withYoung).shares(2))
                .containsExactly(RetentionCurve.observed(old).shares(2))
                .containsExactly(new double[] {1, 600 / 900.0, 500 / 900.0}, within(1e-12));
    }

    @Test
    void a_drawn_share_at_the_last_age_bends_the_whole_curve_to_it() {
        RetentionCurve curve = RetentionCurve.assumed(Figure.assumed(0.5, "test"), 100);

        assertThat(Math.pow(0.5, curve.exponent(0.25))).isCloseTo(0.25, within(1e-12));
        assertThat(RetentionCurve.assumed(Figure.assumed(1, "test"), 100).exponent(0.9))
                .isEqualTo(1);
        assertThat(RetentionCurve.assumed(Figure.assumed(0, "test"), 100).shares(2))
                .containsExactly(1, 0, 0);
    }

    @Test
    void retention_without_activity_or_with_too_few_users_is_not_measurable() {
        assertThat(RetentionCurve.measurable(List.of())).isFalse();
        assertThat(RetentionCurve.measurable(
                        new ArrayList<>(List.of(new RetentionPoint(0, 0, 100, 0), new RetentionPoint(1, 0, 100, 0)))))
                .isFalse();
        assertThat(RetentionCurve.measurable(
                        List.of(new RetentionPoint(0, 20, 29, 20), new RetentionPoint(1, 10, 29, 20))))
                .isFalse();
    }

    @Test
    void shapley_values_of_the_glove_game_come_out() {
        // Player 0 has a left glove, players 1 and 2 a right one each; only a pair is worth 1.
        double[] worth = {0, 0, 0, 1, 0, 1, 0, 1};

        assertThat(Shapley.values(worth)).containsExactly(new double[] {2.0 / 3, 1.0 / 6, 1.0 / 6}, within(1e-12));
    }
}
