package dev.lodestar.engine.timeline;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * How old a view may be for a reader who would rather not wait for a merge. Merging what arrived into a large shard costs tens of milliseconds
 * however little arrived, so it is done beside the readers: as rarely as the age allows, and early enough to be over before a reader would have to
 * wait.
 *
 * @param merger merges, beside the readers
 * @param maxAge how long ago a view may have been complete; a reader who finds an older one merges, and waits
 * @param smallEvents shards of no more events are merged at once for every reader
 */
public record Refresh(Executor merger, Duration maxAge, long smallEvents) {
    /** The age from which on a view is made anew beside the readers, in nanoseconds: two thirds of the greatest, the last third is for the merge. */
    long dueNanos() {
        return maxAge.toNanos() / 3 * 2;
    }
}
