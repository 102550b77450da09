package dev.lodestar.host.shard;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * When snapshots are written, and by whom.
 *
 * @param interval at least so long between two of a shard
 * @param barrierRetention for so long after a run's barrier was written the view at it is held, and a snapshot stays before it, so that a restarted
 *     replica meets it again
 * @param writer writes them, one at a time, beside the processing
 * @param counts of the replica
 */
record SnapshotPolicy(
        Duration interval, Duration barrierRetention, Clock clock, Executor writer, SnapshotCounts counts) {
    /** Views at barriers written before this moment are not held, in milliseconds since the epoch. */
    long heldSinceMillis() {
        return clock.instant().minus(barrierRetention).toEpochMilli();
    }
}
