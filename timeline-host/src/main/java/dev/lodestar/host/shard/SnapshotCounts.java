package dev.lodestar.host.shard;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What snapshots saved this replica since its start, and did not; shards come and go, the counts stay.
 *
 * @param replayed records that were applied from the log before processing began, for want of a snapshot that has them
 * @param refused snapshots that could not be used
 */
record SnapshotCounts(AtomicLong replayed, AtomicLong refused) {
    SnapshotCounts() {
        this(new AtomicLong(), new AtomicLong());
    }
}
