package dev.lodestar.host.gather;

import dev.lodestar.engine.query.AsOf;
import dev.lodestar.engine.query.Tally;

/**
 * The tally of one partition.
 *
 * @param stale true when a copy counted that may lag behind the log
 * @param asOf the position of the partition that it covers
 */
record PartialTally(int partition, boolean stale, AsOf asOf, Tally tally) {
    /** Offset of the last record that it covers, -1 when it covers none. */
    long offset() {
        return asOf.partitions().getOrDefault(partition, -1L);
    }
}
