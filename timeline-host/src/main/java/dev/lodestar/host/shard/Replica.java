package dev.lodestar.host.shard;

import java.util.Set;

/**
 * A replica of the service as the group knows it.
 *
 * @param active partitions it processes
 * @param standby partitions it keeps a copy of
 */
public record Replica(String host, int port, Set<Integer> active, Set<Integer> standby) {
    public Replica {
        active = Set.copyOf(active);
        standby = Set.copyOf(standby);
    }

    public String address() {
        return host + ":" + port;
    }
}
