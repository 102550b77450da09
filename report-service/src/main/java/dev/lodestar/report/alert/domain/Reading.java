package dev.lodestar.report.alert.domain;

import org.jspecify.annotations.Nullable;

/** A figure of a run, or why it cannot be judged. */
sealed interface Reading {
    /**
     * A figure.
     *
     * @param period first day of the period it is of; null for the whole range
     */
    record Measured(double value, @Nullable String period) implements Reading {}

    /** There is none; the reason is a stable code. */
    record Unmeasured(String reason) implements Reading {}
}
