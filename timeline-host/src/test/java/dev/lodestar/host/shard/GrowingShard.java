package dev.lodestar.host.shard;

import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.TimelineShard;
import java.util.Map;
import java.util.UUID;

/** A replica with one partition that has one more user each time that somebody looks. */
@SuppressWarnings("NullAway") // neither streams nor settings are asked
public final class GrowingShard extends LocalShards {
    private final TimelineShard shard = new TimelineShard(ProjectCalendar.UTC, EventPlan.standard());
    private long users;

    public GrowingShard() {
        super(null, null);
    }

    @Override
    public int partitionCount() {
        return 1;
    }

    @Override
    public synchronized Map<Integer, ShardView> latest() {
        shard.apply(new ProfileChanged(new UUID(0, users), 1_700_000_000_000L, 0, 0, Map.of()), users++);
        return Map.of(0, new ShardView(0, shard.view(), false));
    }
}
