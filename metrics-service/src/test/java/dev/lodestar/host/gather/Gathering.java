package dev.lodestar.host.gather;

import dev.lodestar.host.shard.LocalShards;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Gathers from shards of a test's making, without a service around them. */
public final class Gathering {
    private static final int CONVERTER_PRIORITY = 200;

    private final GatherConfig config = new SmallRyeConfigBuilder()
            .withMapping(GatherConfig.class)
            .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
            .build()
            .getConfigMapping(GatherConfig.class);
    private final LocalShards shards;
    private final Peers peers = new Peers(config, () -> "own", Optional::empty, Optional.empty());

    public Gathering(LocalShards shards) {
        this.shards = shards;
    }

    public Peers peers() {
        return peers;
    }

    public ShardGateway gateway() {
        return new ShardGateway(
                shards,
                new LocalTallies(new HeldViews(shards, config, Clock.systemUTC()), config),
                peers,
                new Absences(config),
                new QueryMeters(new SimpleMeterRegistry()),
                config);
    }
}
