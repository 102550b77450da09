package dev.lodestar.host.shard;

import dev.lodestar.engine.timeline.TimelineView;

/**
 * The immutable timelines of one partition.
 *
 * @param stale true when the copy may lag behind the log: a standby, or a shard that has just been taken over
 */
public record ShardView(int partition, TimelineView view, boolean stale) {}
