package dev.lodestar.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of Wilson, Newcombe, and Freireich's leukaemia data, as published. */
class PublishedFiguresTest {
    // Freireich et al. 1963, weeks of remission; the second row says which were censored
    private static final long[] TREATED = {6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35
    };
    private static final boolean[] RELAPSED = {
        true, true, true, false, true, false, true, false, false, true, true, false, false, false, true, true, false,
        false, false, false, false
    };
    private static final long[] PLACEBO = {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};

    @ParameterizedTest
    @CsvSource({"81,263,.2553,.3662", "15,148,.0624,.1605", "0,20,0,.1611", "1,29,.0061,.1718", "5,10,.2366,.7634"})
    void wilsonsIntervalIsAsPublished(long successes, long trials, double low, double high) {
        Interval interval = Proportions.wilson(successes, trials).orElseThrow();

        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void noTrialsHaveNoInterval() {
        assertThat(Proportions.wilson(0, 0)).isEmpty();
        assertThat(Proportions.newcombe(1, 2, 0, 0)).isEmpty();
        assertThat(Proportions.twoProportionTest(0, 0, 1, 2)).isEmpty();
    }

    @Test
    void allSuccessesReachOneExactly() {
        assertThat(Proportions.wilson(7, 7).orElseThrow().high()).isEqualTo(1.0);
    }

    @ParameterizedTest
    @CsvSource({"56,70,48,80,.0524,.3339", "9,10,3,10,.1705,.8090", "0,10,0,20,-.1611,.2775"})
    void newcombesIntervalIsAsPublished(long a, long n, long b, long m, double low, double high) {
        Interval interval = Proportions.newcombe(a, n, b, m).orElseThrow();

        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void theTwoProportionTestIsAsPublished() {
        ZTest test = Proportions.twoProportionTest(200, 1000, 250, 1000).orElseThrow();

        assertThat(test.z()).isCloseTo(2.677398, within(1e-6));
        assertThat(test.pValue()).isCloseTo(0.00741965, within(1e-8));
    }

    @Test
    void holmStepsDownAndStaysMonotone() {
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03}))
                .containsExactly(new double[] {0.03, 0.06, 0.06}, within(1e-12));
        assertThat(Holm.adjust(new double[] {0.9, 0.8})).containsExactly(1.0, 1.0);
    }

    @ParameterizedTest
    @CsvSource({"5,1", "6,.8571", "7,.8067", "10,.7529", "13,.6902", "16,.6275", "22,.5378", "23,.4482", "99,.4482"})
    void kaplanMeierIsAsPublished(long week, double survival) {
        assertThat(KaplanMeier.fit(treated()).survivalAt(week)).isCloseTo(survival, within(5e-5));
    }

    @Test
    void theMedianIsWhereTheCurveFallsToOneHalf() {
        KaplanMeier curve = KaplanMeier.fit(treated());

        assertThat(curve.quantile(0.5)).isEqualTo(OptionalLong.of(23));
        assertThat(curve.quantile(0.9)).isEmpty();
    }

    @Test
    void withoutCensoringTheMedianOfFourIsTheSecond() {
        assertThat(KaplanMeier.fit(uncensored(new long[] {1, 2, 3, 4})).quantile(0.5))
                .hasValue(2);
    }

    @Test
    void theLogRankTestIsAsPublished() {
        LogRank.Result result = LogRank.test(treated(), uncensored(PLACEBO)).orElseThrow();

        assertThat(result.chiSquare()).isCloseTo(16.793, within(5e-4));
        assertThat(result.pValue()).isCloseTo(4.17e-5, within(5e-8));
    }

    @Test
    void timesAtWhichNobodyIsAtRiskChangeNothing() {
        SurvivalData one = new SurvivalData(new long[] {0, 1, 2, 3}, new long[] {1, 1, 0, 0}, new long[] {0, 0, 0, 0});
        SurvivalData other =
                new SurvivalData(new long[] {0, 1, 2, 3}, new long[] {0, 2, 0, 0}, new long[] {0, 0, 0, 0});

        assertThat(LogRank.test(one, other).orElseThrow())
                .isEqualTo(LogRank.test(uncensored(new long[] {0, 1}), uncensored(new long[] {1, 1}))
                        .orElseThrow());
    }

    @Test
    void curvesWithoutEventsCannotBeCompared() {
        SurvivalData seen = new SurvivalData(new long[] {3}, new long[] {0}, new long[] {2});

        assertThat(LogRank.test(seen, seen)).isEmpty();
        assertThat(KaplanMeier.fit(seen).quantile(0.5)).isEmpty();
    }

    private static SurvivalData treated() {
        return data(TREATED, RELAPSED);
    }

    private static SurvivalData uncensored(long[] times) {
        boolean[] all = new boolean[times.length];
        Arrays.fill(all, true);
        return data(times, all);
    }

    private static SurvivalData data(long[] times, boolean[] happened) {
        long[] distinct = LongStream.of(times).distinct().toArray();
        long[] events = new long[distinct.length];
        long[] censored = new long[distinct.length];
        for (int i = 0; i < times.length; i++) {
            (happened[i] ? events : censored)[Arrays.binarySearch(distinct, times[i])]++;
        }
        return new SurvivalData(distinct, events, censored);
    }
}
