package dev.lodestar.host.shard;

import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.Refresh;
import dev.lodestar.engine.timeline.TimelineShard;
import dev.lodestar.engine.timeline.TimelineSnapshot;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What every shard of a replica shares.
 *
 * @param lookup reads single records of the log
 * @param timer for what is due whether or not records come
 */
record ShardSettings(
        LogIdentity log,
        ProjectCalendar calendar,
        EventPlan plan,
        EndOffsets endOffsets,
        LogLookup lookup,
        Refresh refresh,
        SnapshotPolicy snapshots,
        ScheduledExecutorService timer) {
    /** Shards of no more events are merged at once for every question: it takes a millisecond or two. */
    static final long SMALL_EVENTS = 100_000;

    String topic() {
        return log.topic();
    }

    TimelineShard newShard() {
        return new TimelineShard(calendar, plan);
    }

    /** Snapshots of a partition of this log, under this calendar and plan, by a reader of this version of its records. */
    TimelineSnapshot snapshotOf(int partition) {
        return new TimelineSnapshot(log.recordsOf(partition), calendar, plan);
    }
}
