package dev.lodestar.report.notification;

import java.util.Locale;

/** How a notification ends. */
enum Outcome {
    DELIVERED,

    /** Given up. */
    FAILED,

    /** Its channel was removed while it waited. */
    DROPPED;

    /** As it is stored, counted and shown. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
