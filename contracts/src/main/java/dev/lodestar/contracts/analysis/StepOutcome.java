package dev.lodestar.contracts.analysis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a step of a run ended. */
public enum StepOutcome {
    SUCCEEDED,
    FAILED,
    SKIPPED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static StepOutcome of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
