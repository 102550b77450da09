package dev.lodestar.growth.projection.domain;

import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.BetaDistribution;

/** A Beta distribution: quantiles by inversion, draws by two gammas (Marsaglia and Tsang 2000, ACM TOMS 26(3)). */
record Beta(double alpha, double beta) {

    /** The posterior of a rate under Jeffreys' prior: Beta(successes + ½, failures + ½). */
    static Beta ofCounts(double successes, double trials) {
        return new Beta(successes + 0.5, trials - successes + 0.5);
    }

    double quantile(double probability) {
        return new BetaDistribution(alpha, beta).inverseCumulativeProbability(probability);
    }

    double draw(SplittableRandom random) {
        double a = gamma(alpha, random);
        double b = gamma(beta, random);
        return a + b == 0 ? alpha / (alpha + beta) : a / (a + b);
    }

    private static double gamma(double shape, SplittableRandom random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double normal = random.nextGaussian();
            double v = 1 + c * normal;
            if (v > 0) {
                double cubed = v * v * v;
                double u = 1 - random.nextDouble();
                if (Math.log(u) < 0.5 * normal * normal + d - d * cubed + d * Math.log(cubed)) {
                    return d * cubed;
                }
            }
        }
    }
}
