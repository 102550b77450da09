package dev.lodestar.host.shard;

import jakarta.inject.Singleton;
import java.util.Collection;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready = every partition that the group gave this replica has been replayed up to the end of the log that it saw at opening, and together with
 * the other replicas no partition is without an owner.
 */
@Readiness
@Singleton
class ShardReadiness implements HealthCheck {
    private final LocalShards shards;

    ShardReadiness(LocalShards shards) {
        this.shards = shards;
    }

    @Override
    public HealthCheckResponse call() {
        Collection<ShardStatus> local = shards.statuses();
        int partitions = shards.partitionCount();
        long replaying = local.stream().filter(shard -> !shard.caughtUp()).count();
        long active = local.stream().filter(ShardStatus::active).count();
        long elsewhere =
                shards.peers().stream().mapToLong(peer -> peer.active().size()).sum();
        return HealthCheckResponse.named("shards")
                .status(partitions > 0 && replaying == 0 && active + elsewhere >= partitions)
                .withData("partitions", partitions)
                .withData("active", active)
                .withData("active_elsewhere", elsewhere)
                .withData("replaying", replaying)
                .build();
    }
}
