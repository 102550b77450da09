package dev.lodestar.testkit.oracle;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An event that counts: no repeat of an earlier one.
 *
 * @param at       milliseconds since the epoch
 * @param sequence its place in the order of arrival
 */
public record PlainEvent(
        String type,
        long at,
        long sequence,
        @Nullable String workspace,
        @Nullable Double amount) {

    /** Section 1: the order of one user's events. */
    static final Comparator<PlainEvent> ORDER =
            Comparator.comparingLong(PlainEvent::at).thenComparingLong(PlainEvent::sequence);
}
