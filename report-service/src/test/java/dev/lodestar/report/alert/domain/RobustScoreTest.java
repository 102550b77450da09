package dev.lodestar.report.alert.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RobustScoreTest {
    @Test
    void a_score_is_what_is_worked_out_by_hand() {
        // Sorted 10 10 11 11 12 12 13 14: median 11.5. Deviations 0.5 four times, 1.5 three times, 2.5: MAD 1. 0.6745 ·
        // 8.5 / 1.
        RobustScore score = RobustScore.of(20, new double[] {10, 12, 11, 13, 12, 11, 10, 14});

        assertThat(score.median()).isEqualTo(11.5);
        assertThat(score.score()).isCloseTo(5.73325, within(1e-12));
    }

    @Test
    void where_the_mad_is_nothing_the_mean_deviation_takes_its_place() {
        // Median 5, deviations 0 0 0 0 4: MAD 0, mean 0.8. 2 / (1.253314 · 0.8).
        assertThat(RobustScore.of(7, new double[] {5, 5, 9, 5, 5}).score()).isCloseTo(1.994_711, within(1e-6));
    }

    @Test
    void a_value_that_leaves_a_constant_history_is_infinitely_far_and_one_that_does_not_is_not_away() {
        assertThat(RobustScore.of(6, new double[] {5, 5, 5}).score()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(RobustScore.of(4, new double[] {5, 5, 5}).score()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(RobustScore.of(5, new double[] {5, 5, 5}).score()).isZero();
    }

    @Test
    void random_histories_have_the_score_of_a_naive_second_implementation() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            double[] history = random.doubles(1 + random.nextInt(20), -50, 50)
                    .map(value -> random.nextBoolean() ? value : Math.rint(value / 25))
                    .toArray();
            double value = Math.rint(random.nextDouble(-100, 100));

            assertThat(RobustScore.of(value, history).score())
                    .as("seed %d round %d", seed, round)
                    .isCloseTo(naive(value, history), withinPercentage(1e-7));
        }
    }

    private static double naive(double value, double[] history) {
        double center = middle(list(history));
        if (value == center) {
            return 0;
        }
        List<Double> away = new ArrayList<>();
        double sum = 0;
        for (double past : history) {
            away.add(Math.abs(past - center));
            sum += Math.abs(past - center);
        }
        double mad = middle(away);
        return mad > 0 ? (value - center) / mad * 0.6745 : (value - center) * history.length / (sum * 1.253314);
    }

    private static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(value);
        }
        return list;
    }

    private static double middle(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
