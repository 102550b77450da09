package dev.lodestar.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.testkit.oracle.PlainStatistics.Bounds;
import dev.lodestar.testkit.oracle.PlainStatistics.Watched;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle's own formulas against published figures. */
class PlainStatisticsTest {

    @ParameterizedTest
    @CsvSource({
        "81, 263, .2553, .3662",
        "15, 148, .0624, .1605",
        "0, 20, 0, .1611",
        "1, 29, .0061, .1718",
        "5, 10, .2366, .7634"
    })
    void wilson_intervals_are_those_of_newcombe_1998(long part, long whole, double low, double high) {
        Bounds bounds = Objects.requireNonNull(PlainStatistics.wilson(part, whole));

        assertThat(bounds.low()).isCloseTo(low, within(5e-5));
        assertThat(bounds.high()).isCloseTo(high, within(5e-5));
    }

    @ParameterizedTest
    @CsvSource({"56, 70, 48, 80, .0524, .3339", "9, 10, 3, 10, .1705, .8090", "0, 10, 0, 20, -.1611, .2775"})
    void differences_are_those_of_newcombe_1998(
            long part1, long whole1, long part2, long whole2, double low, double high) {
        Bounds bounds = PlainStatistics.newcombe(part1, whole1, part2, whole2);

        assertThat(bounds.low()).isCloseTo(low, within(5e-5));
        assertThat(bounds.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void two_proportions_are_tested_with_the_pooled_variance() {
        double z = Objects.requireNonNull(PlainStatistics.pooledZ(250, 1000, 200, 1000));

        assertThat(z).isCloseTo(2.677398, within(1e-6));
        assertThat(PlainStatistics.twoSided(z)).isCloseTo(0.00741965, within(1e-8));
    }

    @Test
    void holm_keeps_the_order_of_the_questions() {
        assertThat(PlainStatistics.holm(List.of(0.04, 0.01, 0.03))).containsExactly(0.06, 0.03, 0.06);
    }

    @Test
    void survival_and_log_rank_are_those_of_the_leukaemia_trial() {
        List<Watched> treated = watched("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+");
        List<Watched> placebo = watched("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23");

        assertThat(PlainStatistics.timeUntilLeft(treated, 1, 2)).isEqualTo(23);
        assertThat(PlainStatistics.timeUntilLeft(treated, 753, 1000)).isEqualTo(10);
        assertThat(PlainStatistics.timeUntilLeft(placebo, 1, 2)).isEqualTo(8);
        assertThat(PlainStatistics.logRank(treated, placebo)).isCloseTo(16.793, within(5e-4));
    }

    private static List<Watched> watched(String times) {
        return Stream.of(times.split(" "))
                .map(time -> new Watched(Long.parseLong(time.replace("+", "")), !time.endsWith("+")))
                .toList();
    }
}
