package dev.lodestar.report.run.domain;

import java.util.Locale;

/** How a run as a whole stands. */
public enum RunState {
    /** Some step has not ended. */
    RUNNING,
    /** Every step succeeded or did not apply, and nothing is missing from the bundle. */
    SUCCEEDED,
    /** There is a bundle, but something is missing from it. */
    PARTIAL,
    /** There is no bundle, or none of its steps succeeded. */
    FAILED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean finished() {
        return this != RUNNING;
    }
}
