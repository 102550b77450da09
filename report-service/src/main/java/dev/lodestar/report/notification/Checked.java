package dev.lodestar.report.notification;

/** An address, checked just now. */
sealed interface Checked {
    /** It may be sent to. */
    record Open(Destination to) implements Checked {}

    /** It may not, and that is what came of the attempt. */
    record Closed(Attempt attempt) implements Checked {}
}
