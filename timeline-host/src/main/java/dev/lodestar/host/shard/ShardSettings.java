package dev.lodestar.host.shard;

import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.TimelineShard;

/** What every shard of a replica shares. */
record ShardSettings(String topic, ProjectCalendar calendar, EventPlan plan, EndOffsets endOffsets) {
    TimelineShard newShard() {
        return new TimelineShard(calendar, plan);
    }
}
