package dev.lodestar.host.shard;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A replica that holds nothing and has one peer, on this machine, which owns the only partition. */
@SuppressWarnings("NullAway") // neither streams nor settings are asked
public final class OnePeer extends LocalShards {
    private final Replica peer;

    public OnePeer(int port) {
        super(null, null);
        this.peer = new Replica("127.0.0.1", port, Set.of(0), Set.of());
    }

    @Override
    public int partitionCount() {
        return 1;
    }

    @Override
    public Map<Integer, ShardView> latest() {
        return Map.of();
    }

    @Override
    public List<Replica> peers() {
        return List.of(peer);
    }
}
