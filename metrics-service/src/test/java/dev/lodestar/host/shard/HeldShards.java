package dev.lodestar.host.shard;

import dev.lodestar.engine.timeline.TimelineView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A replica of a suite with two partitions: what it holds, fresh or stale, and which peer on this machine holds the rest. */
@SuppressWarnings("NullAway") // neither streams nor settings are asked
public final class HeldShards extends LocalShards {
    private final Map<Integer, ShardView> views = new TreeMap<>();
    private final List<Replica> peers = new ArrayList<>();

    public HeldShards() {
        super(null, null);
    }

    public HeldShards holding(int partition, TimelineView view, boolean stale) {
        views.put(partition, new ShardView(partition, view, stale));
        return this;
    }

    public HeldShards besideOwner(int partition, int port) {
        peers.add(new Replica("127.0.0.1", port, Set.of(partition), Set.of()));
        return this;
    }

    public HeldShards besideCopy(int partition, int port) {
        peers.add(new Replica("127.0.0.1", port, Set.of(), Set.of(partition)));
        return this;
    }

    @Override
    public int partitionCount() {
        return 2;
    }

    @Override
    public Map<Integer, ShardView> latest() {
        return new TreeMap<>(views);
    }

    @Override
    public Map<Integer, ShardView> atBarrier(String runId) {
        return latest();
    }

    @Override
    public List<Replica> peers() {
        return peers;
    }
}
