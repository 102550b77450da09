package dev.lodestar.host.shard;

import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.testkit.devstack.DevStack;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The shards of one replica, without a service around them. */
public final class TestReplica implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int CONVERTER_PRIORITY = 200;

    private final ShardStreams streams;
    private final LocalShards shards;

    /** Starts a replica that its peers reach at the port. */
    public TestReplica(String prefix, int port, int standbyReplicas, Path stateDirectory) {
        this(prefix, port, standbyReplicas, stateDirectory, "10m");
    }

    /** The same, which holds the views of runs for another time. */
    TestReplica(String prefix, int port, int standbyReplicas, Path stateDirectory, String barrierRetention) {
        ShardsConfig config = new SmallRyeConfigBuilder()
                .withMapping(ShardsConfig.class)
                .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                .withDefaultValue("lodestar.shards.application-id", prefix + "timelines")
                .withDefaultValue("lodestar.shards.standby-replicas", Integer.toString(standbyReplicas))
                .withDefaultValue("lodestar.shards.state-directory", stateDirectory.toString())
                .withDefaultValue("lodestar.shards.commit-interval", "200ms")
                .withDefaultValue("lodestar.shards.barrier-retention", barrierRetention)
                .build()
                .getConfigMapping(ShardsConfig.class);
        StreamsSettings settings = new StreamsSettings(
                config, Map.of("bootstrap.servers", DevStack.shared().bootstrapServers()), HOST, port);
        streams = new ShardStreams(
                config,
                settings,
                ProjectCalendar.UTC,
                EventPlan.standard(),
                Clock.systemUTC(),
                prefix + "timeline.v1",
                prefix + "timeline.v1.dead-letter");
        shards = new LocalShards(streams, settings);
        streams.start(new StartupEvent());
    }

    public LocalShards shards() {
        return shards;
    }

    /** Whether every shard that the replica holds has caught up with the log. */
    public boolean isCaughtUp() {
        return !shards.statuses().isEmpty() && shards.statuses().stream().allMatch(ShardStatus::caughtUp);
    }

    @Override
    public void close() {
        streams.stop(new ShutdownEvent());
    }
}
