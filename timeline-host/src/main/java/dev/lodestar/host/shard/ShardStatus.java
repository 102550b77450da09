package dev.lodestar.host.shard;

/**
 * How one partition is doing on this replica.
 *
 * @param active false for a standby
 * @param caughtUp true once the shard has applied all that was in the log when it was opened
 * @param offset offset of the last record taken, -1 when none was
 * @param lag records between what is applied and the end of the log seen at opening, 0 when caught up
 * @param unreadable records that could not be decoded
 * @param snapshotOffset last offset that the snapshot on disk covers, -1 where there is none
 */
record ShardStatus(
        int partition, boolean active, boolean caughtUp, long offset, long lag, long unreadable, long snapshotOffset) {}
