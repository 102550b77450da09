package dev.lodestar.contracts.erasure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a command asks. */
public enum ErasurePhase {
    /** How many rows there are, before anything is erased. */
    COUNT,
    /** Remove what does not come from the timeline, and count what is left. */
    VERIFY;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static ErasurePhase of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
