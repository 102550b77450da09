package dev.lodestar.growth.projection.domain;

import dev.lodestar.growth.lever.domain.Lever;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The values that the uncertain inputs take in each draw: base rates, retention and lifts.
 *
 * <p>Every input has a random stream of its own, seeded by the run's seed and the input's name. So a lever's lifts are
 * the same whichever other levers are looked at, and the first n of more draws are the draws of n.
 */
final class Draws {

    private final int count;
    private final double[][] rates;
    private final double[] retentionExponents;
    private final double[][] liftMultiples;

    private Draws(int count, double[][] rates, double[] retentionExponents, double[][] liftMultiples) {
        this.count = count;
        this.rates = rates;
        this.retentionExponents = retentionExponents;
        this.liftMultiples = liftMultiples;
    }

    /** @param levers in the order of the model's */
    static Draws of(FlowInputs inputs, List<Lever> levers, FlowSettings settings) {
        int count = settings.draws();
        long seed = settings.seed();
        double[][] rates = inputs.rates().stream()
                .map(rate -> betas(
                        rate.distribution(), stream(seed, "rate." + rate.stage().wireName()), count))
                .toArray(double[][]::new);
        RetentionCurve retention = inputs.retention();
        double[] exponents = betas(retention.lastShareDistribution(), stream(seed, "retention"), count);
        Arrays.setAll(exponents, draw -> retention.exponent(exponents[draw]));
        double[][] multiples = levers.stream()
                .map(lever -> multiples(lever, stream(seed, "lift." + lever.name()), count))
                .toArray(double[][]::new);
        return new Draws(count, rates, exponents, multiples);
    }

    int count() {
        return count;
    }

    /** Sets the point's uncertain inputs to those of a draw; the others are left alone. */
    void fill(int draw, FlowPoint point) {
        for (int i = 0; i < rates.length; i++) {
            point.rates[i] = rates[i][draw];
        }
        for (int i = 0; i < liftMultiples.length; i++) {
            point.liftMultiples[i] = liftMultiples[i][draw];
        }
        point.retentionExponent = retentionExponents[draw];
    }

    private static double[] betas(Beta beta, SplittableRandom random, int count) {
        var values = new double[count];
        Arrays.setAll(values, draw -> beta.draw(random));
        return values;
    }

    private static double[] multiples(Lever lever, SplittableRandom random, int count) {
        var values = new double[count];
        Arrays.setAll(values, draw -> lever.lift().multipleAt(random.nextDouble()));
        return values;
    }

    /** A stream by name: FNV-1a of the name, added to the seed. */
    private static SplittableRandom stream(long seed, String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return new SplittableRandom(seed + hash);
    }
}
