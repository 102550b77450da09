/**
 * The timelines of this replica, one shard per partition of {@code timeline.v1}, kept by Kafka Streams. The topic is source and changelog at
 * once ({@code Topology.addReadOnlyStateStore}): Streams assigns partitions, replays them after a restart, keeps standbys and knows who
 * holds what. The store is ours: it feeds the engine's {@link dev.lodestar.engine.timeline.TimelineShard} and answers Interactive Queries v2
 * with an immutable view and the offset that the view covers. A shard that has not yet caught up with the end of the log that it saw when it
 * opened does not answer at all, because a replaying shard would answer with figures that are too small.
 *
 * <p>A shard writes its columns to a snapshot in its state directory now and then and at a clean stop; one that opens begins with it and tells
 * Streams to restore from there.
 *
 * <p>Only the public API of Kafka Streams is used. Its restore callback sees keys and values, but no headers and no offsets; a consumer
 * interceptor on the restore consumer therefore folds them into the value (see {@link RestoreFrames}). Live records pass Streams in bundles (see {@link LogBundles}).
 */
@NullMarked
package dev.lodestar.host.shard;

import org.jspecify.annotations.NullMarked;
