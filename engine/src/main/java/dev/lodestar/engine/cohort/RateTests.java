package dev.lodestar.engine.cohort;

import dev.lodestar.engine.statistics.Holm;
import dev.lodestar.engine.statistics.Interval;
import dev.lodestar.engine.statistics.Proportions;
import dev.lodestar.engine.statistics.ZTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of rates held against each other: the difference second − first with Newcombe's interval, a two-sided two-proportion test, and Holm's
 * adjustment over all the pairs.
 */
final class RateTests {
    private RateTests() {}

    /**
     * Two counts with their bases, both above 0.
     *
     * @param period what is compared
     */
    record Pair(int period, long firstActive, long firstSize, long secondActive, long secondSize) {
        double firstRate() {
            return (double) firstActive / firstSize;
        }

        double secondRate() {
            return (double) secondActive / secondSize;
        }

        double difference() {
            return secondRate() - firstRate();
        }
    }

    /**
     * A pair with what the tests say of it.
     *
     * @param z null where all or none are active
     * @param pValue 1 where z is null
     */
    record Tested(Pair pair, Interval interval, @Nullable Double z, double pValue, double pAdjusted) {}

    static List<Tested> of(List<Pair> pairs) {
        List<Optional<ZTest>> tests = pairs.stream()
                .map(pair -> Proportions.twoProportionTest(
                        pair.firstActive(), pair.firstSize(), pair.secondActive(), pair.secondSize()))
                .toList();
        double[] adjusted = Holm.adjust(tests.stream()
                .mapToDouble(test -> test.map(ZTest::pValue).orElse(1.0))
                .toArray());
        List<Tested> tested = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            tested.add(tested(pairs.get(i), tests.get(i), adjusted[i]));
        }
        return tested;
    }

    private static Tested tested(Pair pair, Optional<ZTest> test, double pAdjusted) {
        Interval interval = Proportions.newcombe(
                        pair.secondActive(), pair.secondSize(), pair.firstActive(), pair.firstSize())
                .orElseThrow(() -> new IllegalStateException("a side has users"));
        return new Tested(
                pair,
                interval,
                test.map(ZTest::z).orElse(null),
                test.map(ZTest::pValue).orElse(1.0),
                pAdjusted);
    }
}
