package dev.lodestar.datagen.journey;

/**
 * A stream of random numbers: SplitMix64 (Steele, Lea, Flood 2014). Written out here, and through {@link StrictMath}, so
 * that a seed gives the same users on every machine and Java version.
 */
final class Dice {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    Dice(long seed) {
        this.state = seed;
    }

    /** The stream of the {@code index}-th thing under a seed; streams of different indices are unrelated. */
    static Dice of(long seed, long index) {
        return new Dice(mix(seed + GOLDEN_GAMMA * mix(index + GOLDEN_GAMMA)));
    }

    /** A stream that depends on this one's position, and leaves this one where it is. */
    Dice fork() {
        return of(state, 0);
    }

    /** Uniform in [0, 1). */
    double uniform() {
        state += GOLDEN_GAMMA;
        return (mix(state) >>> 11) * UNIT;
    }

    /** True with the given probability. */
    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Exponential with the given mean; +∞ only when the mean is. */
    double exponential(double mean) {
        return -mean * StrictMath.log1p(-uniform());
    }

    /** e to the power of a normal variable with mean 0 and the given standard deviation: median 1. */
    double logNormal(double sigma) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log1p(-uniform()));
        return StrictMath.exp(sigma * radius * StrictMath.cos(2 * StrictMath.PI * uniform()));
    }

    /** An index drawn in proportion to the weights. */
    int pick(double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double rest = uniform() * total;
        for (int i = 0; i < weights.length - 1; i++) {
            rest -= weights[i];
            if (rest < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    private static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
