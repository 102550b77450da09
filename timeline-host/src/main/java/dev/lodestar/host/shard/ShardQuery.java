package dev.lodestar.host.shard;

import org.apache.kafka.streams.query.Query;

/** What can be asked of a shard by Interactive Queries v2; each partition answers with its offset. */
sealed interface ShardQuery<R> extends Query<R> {
    /** The view of everything applied so far. Fails while the shard replays the log. */
    record LatestView() implements ShardQuery<ShardView> {}

    /** The view at the barrier of a run. Fails while the barrier lies ahead, and when it lies so far behind that its view was let go. */
    record ViewAtBarrier(String runId) implements ShardQuery<ShardView> {}

    /** How the shard is doing. Answers in every state. */
    record Status() implements ShardQuery<ShardStatus> {}
}
