package dev.lodestar.growth.projection.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the NPV of a lever, or of several together, answers to each input alone (a tornado, widest swing first).
 *
 * @param lever null when several levers were taken together
 * @param npv of the point case
 */
public record Sensitivity(@Nullable String lever, double npv, List<Input> inputs) {

    /** Where the low and the high value come from. */
    public enum Basis {
        /** P10 and P90 of a Beta distribution from counts. */
        BETA,
        /** P10 and P90 of a triangular distribution. */
        TRIANGULAR,
        /** The value times 1 ∓ the assumed spread: the input has no distribution of its own. */
        SPREAD
    }

    /**
     * One input at its P10 and P90, all others at their point estimates.
     *
     * @param swing |npvAtHigh − npvAtLow|
     */
    public record Input(
            String input,
            Basis basis,
            double lowValue,
            double highValue,
            double npvAtLow,
            double npvAtHigh,
            double swing) {}
}
