package dev.lodestar.growth.lever.domain;

/**
 * The expected relative lift of a stage's conversion with its triangular uncertainty.
 *
 * <p>The spread is held as multiples of the mode because the lift acts on the logit scale: a draw of the multiple x
 * moves logit(p) by x·δ, where δ is the step that brings p to min(p·(1+mode), ceiling). A mode of 0 has no spread.
 *
 * @param mode the most likely relative lift, e.g. 0.08 for +8 %
 * @param lowMultiple smallest multiple of the mode, at most 1
 * @param highMultiple largest multiple of the mode, at least 1
 */
public record Lift(double mode, double lowMultiple, double highMultiple) {

    /** Largest allowed mode: six times the conversion of today. */
    public static final double MAX_MODE = 5;

    /** Largest distance of a bound from the mode, in modes. */
    public static final double MAX_SPREAD = 10;

    public Lift {
        if (!(mode >= 0 && mode <= MAX_MODE)) {
            throw new IllegalArgumentException("the lift must lie in [0, " + MAX_MODE + "], was " + mode);
        }
        if (!(lowMultiple <= 1 && lowMultiple >= 1 - MAX_SPREAD)
                || !(highMultiple >= 1 && highMultiple <= 1 + MAX_SPREAD)) {
            throw new IllegalArgumentException(
                    "low <= mode <= high must hold within " + MAX_SPREAD + " modes of the mode");
        }
        if (lowMultiple * mode <= -1) {
            throw new IllegalArgumentException("the lowest lift must be above -1");
        }
    }

    /** A lift as wide as its confidence says. */
    public static Lift of(double mode, Confidence confidence) {
        return new Lift(mode, confidence.lowMultiple(), confidence.highMultiple());
    }

    public double low() {
        return mode * lowMultiple;
    }

    public double high() {
        return mode * highMultiple;
    }

    /**
     * The multiple of the mode below which a share {@code u} of the triangular distribution lies.
     *
     * @param u a probability in [0,1]
     */
    public double multipleAt(double u) {
        double width = highMultiple - lowMultiple;
        if (width == 0) {
            return 1;
        }
        double below = (1 - lowMultiple) / width;
        return u < below
                ? lowMultiple + Math.sqrt(u * width * (1 - lowMultiple))
                : highMultiple - Math.sqrt((1 - u) * width * (highMultiple - 1));
    }
}
