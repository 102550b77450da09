package dev.lodestar.contracts.analysis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a run as a whole ended. */
public enum RunOutcome {
    /** Every step succeeded or did not apply, and nothing is missing from the bundle. */
    SUCCEEDED,
    /** There is a bundle, but something is missing from it. */
    PARTIAL,
    /** There is no bundle, or none of its steps succeeded. */
    FAILED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static RunOutcome of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
