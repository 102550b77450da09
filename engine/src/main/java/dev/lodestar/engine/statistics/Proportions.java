package dev.lodestar.engine.statistics;

import java.util.Optional;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.special.Erf;

/** Intervals and tests of proportions. */
public final class Proportions {
    /** The level of every interval, 95 %. */
    public static final double CONFIDENCE = 0.95;

    private static final double Z = new NormalDistribution().inverseCumulativeProbability(0.5 + CONFIDENCE / 2);

    private Proportions() {}

    /**
     * Wilson's score interval at 95 % (Wilson 1927, J. Am. Stat. Assoc. 22).
     *
     * @param successes how many did, between 0 and {@code trials}
     * @param trials out of how many
     * @return the interval, or empty where there are no trials
     */
    public static Optional<Interval> wilson(long successes, long trials) {
        check(successes, trials);
        if (trials == 0) {
            return Optional.empty();
        }
        double p = (double) successes / trials;
        double zz = Z * Z;
        double centre = p + zz / (2 * trials);
        double spread = Z * Math.sqrt(p * (1 - p) / trials + zz / (4.0 * trials * trials));
        double scale = 1 + zz / trials;
        double low = successes == 0 ? 0 : Math.max(0, (centre - spread) / scale);
        double high = successes == trials ? 1 : Math.min(1, (centre + spread) / scale);
        return Optional.of(new Interval(low, high));
    }

    /**
     * Newcombe's interval of a difference of two independent proportions at 95 %, from the Wilson intervals of both (Newcombe 1998,
     * Statistics in Medicine 17, method 10).
     *
     * @return the interval of first − second, or empty where either has no trials
     */
    public static Optional<Interval> newcombe(
            long firstSuccesses, long firstTrials, long secondSuccesses, long secondTrials) {
        return wilson(firstSuccesses, firstTrials)
                .flatMap(first -> wilson(secondSuccesses, secondTrials)
                        .map(second -> difference(
                                (double) firstSuccesses / firstTrials,
                                first,
                                (double) secondSuccesses / secondTrials,
                                second)));
    }

    private static Interval difference(double p, Interval first, double q, Interval second) {
        double difference = p - q;
        double below = Math.hypot(p - first.low(), second.high() - q);
        double above = Math.hypot(first.high() - p, q - second.low());
        return new Interval(difference - below, difference + above);
    }

    /**
     * The pooled two-proportion z test, two-sided, without continuity correction.
     *
     * @return the statistic, positive where the second proportion is the greater, with its p-value; empty where it has no variance,
     *     that is, on an empty base and where all or none succeed
     */
    public static Optional<ZTest> twoProportionTest(
            long firstSuccesses, long firstTrials, long secondSuccesses, long secondTrials) {
        check(firstSuccesses, firstTrials);
        check(secondSuccesses, secondTrials);
        long successes = firstSuccesses + secondSuccesses;
        long trials = firstTrials + secondTrials;
        if (firstTrials == 0 || secondTrials == 0 || successes == 0 || successes == trials) {
            return Optional.empty();
        }
        double pooled = (double) successes / trials;
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / firstTrials + 1.0 / secondTrials));
        double z = ((double) secondSuccesses / secondTrials - (double) firstSuccesses / firstTrials) / error;
        return Optional.of(new ZTest(z, Erf.erfc(Math.abs(z) / Math.sqrt(2))));
    }

    private static void check(long successes, long trials) {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(successes + " successes in " + trials + " trials");
        }
    }
}
