package dev.lodestar.host.shard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How this replica holds its share of the timelines. */
@ConfigMapping(prefix = "lodestar.shards")
public interface ShardsConfig {
    /** Kafka Streams application id and so the consumer group: replicas with the same id share the partitions. One per service. */
    String applicationId();

    /**
     * Host and port under which the other replicas reach this one's HTTP port. Default: the HTTP host, or the machine's name when the service
     * listens on every interface, and the HTTP port.
     */
    Optional<String> advertisedAddress();

    /** Threads that apply records. More than the partitions a replica can get are useless. */
    @WithDefault("2")
    @Min(1)
    @Max(64)
    int threads();

    /** Copies of each shard on other replicas; with one, a lost replica is covered within a second. Needs as many further replicas. */
    @WithDefault("0")
    @Min(0)
    @Max(3)
    int standbyReplicas();

    /** Where Kafka Streams keeps its files. */
    Path stateDirectory();

    /** How long the group waits for a silent replica before it gives its shards away. */
    @WithDefault("6s")
    Duration sessionTimeout();

    /** How often offsets are committed; standbys follow at this pace. */
    @WithDefault("1s")
    Duration commitInterval();

    /** Records taken from Kafka at a time. */
    @WithDefault("5000")
    @Min(1)
    @Max(100_000)
    int maxPollRecords();

    /** Bytes that a read from Kafka waits for, but no longer than {@link #fetchWait}: what comes by and by costs more, the broker too. At most what a read takes of one partition. */
    @WithDefault("1048576")
    @Min(1)
    @Max(1_048_576)
    int fetchBytes();

    /** How long a read waits for {@link #fetchBytes}, and so how long an event may lie in the log before it is applied while few come. */
    @WithDefault("100ms")
    Duration fetchWait();

    /**
     * How old a view of a large shard may be, for a question that comes while records arrive; the next view is then made beside the questions. A
     * question that finds an older one waits for the newest.
     */
    @WithDefault("800ms")
    Duration viewAge();

    /** How long at least between two snapshots of a shard on disk. One more is written at a clean stop, so that a start replays almost nothing. */
    @WithDefault("5m")
    Duration snapshotInterval();

    /**
     * How long after its barrier was written a run finds its views, also on a replica that starts anew: snapshots stay before the barrier for as long. At
     * least what a run takes at most: the timeout of its steps and every try at its report. Each view may take as much memory as all timelines.
     */
    @WithDefault("10m")
    Duration barrierRetention();

    /** How long a stopping replica may take to leave the group. */
    @WithDefault("10s")
    Duration closeTimeout();
}
