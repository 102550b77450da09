package dev.lodestar.engine.statistics;

import java.util.Optional;
import org.hipparchus.special.Erf;

/**
 * The log-rank test of two survival curves (Mantel 1966): χ² = (ΣO − ΣE)²/ΣV with the hypergeometric variance, one degree of freedom.
 */
public final class LogRank {
    private LogRank() {}

    /**
     * The result of the test.
     *
     * @param chiSquare the statistic
     * @param pValue the probability of a larger one under equal curves
     */
    public record Result(double chiSquare, double pValue) {}

    /** Compares two groups; empty where no event falls while both are at risk. */
    public static Optional<Result> test(SurvivalData first, SurvivalData second) {
        long firstAtRisk = first.total();
        long secondAtRisk = second.total();
        double excess = 0;
        double variance = 0;
        int i = 0;
        int j = 0;
        while (firstAtRisk > 0 && secondAtRisk > 0) {
            long time = Math.min(first.times()[i], second.times()[j]);
            boolean inFirst = first.times()[i] == time;
            boolean inSecond = second.times()[j] == time;
            double n = (double) firstAtRisk + secondAtRisk;
            long firstEvents = inFirst ? first.events()[i] : 0;
            double events = (double) firstEvents + (inSecond ? second.events()[j] : 0);
            excess += firstEvents - events * firstAtRisk / n;
            if (n > 1) {
                variance += events * (firstAtRisk / n) * (secondAtRisk / n) * (n - events) / (n - 1);
            }
            firstAtRisk -= inFirst ? firstEvents + first.censored()[i] : 0;
            secondAtRisk -= inSecond ? second.events()[j] + second.censored()[j] : 0;
            i += inFirst ? 1 : 0;
            j += inSecond ? 1 : 0;
        }
        if (variance <= 0) {
            return Optional.empty();
        }
        double chiSquare = excess * excess / variance;
        // the upper tail of chi-square with one degree of freedom
        return Optional.of(new Result(chiSquare, Erf.erfc(Math.sqrt(chiSquare / 2))));
    }
}
