package dev.lodestar.growth.projection.domain;

import dev.lodestar.growth.lever.domain.Lever;
import org.jspecify.annotations.Nullable;

/**
 * A lever with what it would bring alone.
 *
 * @param currentRate conversion of the lever's stage today; null for awareness, which has no conversion
 * @param improvedRate the conversion at full effect and the mode of the lift; null for awareness
 * @param rice reach × impact × confidence ÷ effort: users a quarter who come to the stage × relative gain p′/p − 1 ×
 *     (1, 0.8 or 0.5) ÷ person-months
 * @param ice impact × confidence × ease, each up to 10: the gain against the largest gain, the confidence's score, the
 *     least effort against this one
 */
public record RankedLever(
        Lever lever,
        @Nullable Double currentRate,
        @Nullable Double improvedRate,
        Impact impact,
        double rice,
        double ice) {}
