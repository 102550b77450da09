package dev.lodestar.host.shard;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.HostInfo;

/** The shards that this replica holds, and where the others are. */
@ApplicationScoped
public class LocalShards {
    private final ShardStreams streams;
    private final StreamsSettings settings;

    LocalShards(ShardStreams streams, StreamsSettings settings) {
        this.streams = streams;
        this.settings = settings;
    }

    /** Partitions of the timeline topic; 0 while the topic is not known yet. */
    public int partitionCount() {
        return streams.running().map(ShardStreams.Running::partitions).orElse(0);
    }

    /** Everything applied so far, by partition; a partition whose shard is away or replays its log is missing. */
    public Map<Integer, ShardView> latest() {
        return ask(new ShardQuery.LatestView());
    }

    /** The views at the run's barrier, by partition; a partition that has not met the barrier, or has let its view go, is missing. */
    public Map<Integer, ShardView> atBarrier(String runId) {
        return ask(new ShardQuery.ViewAtBarrier(runId));
    }

    Collection<ShardStatus> statuses() {
        return ask(new ShardQuery.Status()).values();
    }

    SnapshotCounts snapshotCounts() {
        return streams.snapshotCounts();
    }

    /** Share of all partitions that are caught up on this replica, 0 while the topic is not known. */
    double coverage() {
        int partitions = partitionCount();
        long caughtUp = statuses().stream().filter(ShardStatus::caughtUp).count();
        return partitions == 0 ? 0 : (double) caughtUp / partitions;
    }

    /** The other replicas of the service that hold shards. */
    public List<Replica> peers() {
        HostInfo self = HostInfo.buildFromEndpoint(settings.advertisedAddress());
        return streams.running()
                .map(running -> running.streams().streamsMetadataForStore(ShardStore.NAME).stream()
                        .filter(replica -> !replica.hostInfo().equals(self))
                        .map(LocalShards::replica)
                        .toList())
                .orElse(List.of());
    }

    private <R> Map<Integer, R> ask(ShardQuery<R> query) {
        ShardStreams.Running running = streams.running().orElse(null);
        Map<Integer, R> answers = new TreeMap<>();
        if (running == null) {
            return answers;
        }
        try {
            running.streams()
                    .query(StateQueryRequest.inStore(ShardStore.NAME).withQuery(query))
                    .getPartitionResults()
                    .forEach((partition, result) -> keep(answers, partition, result));
        } catch (StreamsException ignored) {
            // Not started yet or already stopping: no shard answers.
        }
        return answers;
    }

    private static <R> void keep(Map<Integer, R> answers, int partition, QueryResult<R> result) {
        if (result.isSuccess()) {
            answers.put(partition, result.getResult());
        }
    }

    private static Replica replica(StreamsMetadata metadata) {
        HostInfo host = metadata.hostInfo();
        return new Replica(
                host.host(),
                host.port(),
                partitions(metadata.topicPartitions()),
                partitions(metadata.standbyTopicPartitions()));
    }

    private static Set<Integer> partitions(Set<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
    }
}
