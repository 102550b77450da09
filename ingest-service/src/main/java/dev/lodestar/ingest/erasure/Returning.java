package dev.lodestar.ingest.erasure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of rows that come under the id of somebody who was erased. */
public enum Returning {
    /** They are refused, and nothing of them is kept. */
    BLOCKED,
    /** They belong to somebody new, whom nothing links to what was before. */
    NEW_PERSON;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Returning> of(String wireName) {
        return Arrays.stream(values())
                .filter(value -> value.wireName().equals(wireName))
                .findFirst();
    }
}
