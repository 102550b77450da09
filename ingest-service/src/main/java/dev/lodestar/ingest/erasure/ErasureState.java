package dev.lodestar.ingest.erasure;

import java.util.Locale;

/** How far an erasure has come. The link to the person is cut before the first of these. */
enum ErasureState {
    /** Services count what they hold. */
    COUNTING,
    /** The timeline has the erasure record; what was on its way when the link was cut arrives. */
    SETTLING,
    /** The timeline has the last erasure record; services count what is left. */
    VERIFYING,
    /** Every store has been counted, and none holds anything. */
    DONE;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ErasureState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
