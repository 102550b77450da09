package dev.lodestar.growth.observation.domain;

/**
 * How many users came to a stage and how many of them reached it.
 *
 * @param base users at the stage before (visitors, for signup); above 0
 * @param reached users at the stage, at most {@code base}
 * @param of what the base counts, in words
 */
public record StageCount(long base, long reached, String of) {

    public StageCount {
        if (base <= 0 || reached < 0 || reached > base) {
            throw new IllegalArgumentException("0 <= reached <= base and base > 0 must hold");
        }
    }

    /** Among users. */
    public StageCount(long base, long reached) {
        this(base, reached, "users");
    }

    /** The conversion, in [0,1]. */
    public double rate() {
        return reached / (double) base;
    }
}
