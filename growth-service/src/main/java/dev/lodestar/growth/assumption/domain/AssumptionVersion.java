package dev.lodestar.growth.assumption.domain;

import java.time.LocalDate;

/**
 * One dated version of an assumption: in force from {@code validFrom} until a later version begins.
 *
 * @param source where the value comes from, for people to judge it; never blank
 */
public record AssumptionVersion(AssumptionName name, LocalDate validFrom, double value, String source) {

    /** Longest source text kept. */
    public static final int MAX_SOURCE_LENGTH = 500;

    /** Source of the values that the product ships with. */
    public static final String DEFAULT_SOURCE = "Lodestar default";

    public AssumptionVersion {
        if (!name.allows(value)) {
            throw new IllegalArgumentException(
                    name.wireName() + " must lie in [" + name.min() + ", " + name.max() + "], was " + value);
        }
        if (source.isBlank() || source.length() > MAX_SOURCE_LENGTH) {
            throw new IllegalArgumentException("source must have 1 to " + MAX_SOURCE_LENGTH + " characters");
        }
    }
}
