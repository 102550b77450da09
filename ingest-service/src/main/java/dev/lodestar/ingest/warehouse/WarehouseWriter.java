package dev.lodestar.ingest.warehouse;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the topics and writes the warehouse, one round after the other. */
@ApplicationScoped
class WarehouseWriter {
    private static final Duration POLL = Duration.ofMillis(200);

    private final WarehouseConfig config;
    private final WarehouseOffsets offsets;
    private final PartitionWriter writer;
    private final BatchSpans spans;
    private final TimelineRows timelineRows;
    private final AcquisitionRows acquisitionRows;
    private final String timelineTopic;
    private final String acquisitionTopic;

    WarehouseWriter(
            WarehouseConfig config,
            WarehouseOffsets offsets,
            PartitionWriter writer,
            BatchSpans spans,
            TimelineRows timelineRows,
            AcquisitionRows acquisitionRows,
            @ConfigProperty(name = "lodestar.topics.timeline") String timelineTopic,
            @ConfigProperty(name = "lodestar.topics.acquisition") String acquisitionTopic) {
        this.config = config;
        this.offsets = offsets;
        this.writer = writer;
        this.spans = spans;
        this.timelineRows = timelineRows;
        this.acquisitionRows = acquisitionRows;
        this.timelineTopic = timelineTopic;
        this.acquisitionTopic = acquisitionTopic;
    }

    /** Joins the group; from then on partitions come and go with polling, and each is read from its stored position. */
    void join(Consumer<byte[], byte[]> consumer) {
        consumer.subscribe(List.of(timelineTopic, acquisitionTopic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                forgetUsers();
                seek(consumer, partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                // Every round ends with its transactions, so there is nothing to finish here.
            }
        });
    }

    /** Users may have been written by somebody else since they were seen. */
    void forgetUsers() {
        timelineRows.forgetUsers();
    }

    /** Reads what there is and writes it, each partition in a transaction of its own. Fails when one of them fails. */
    void round(Consumer<byte[], byte[]> consumer) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        List<Uni<Void>> writes = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            PartitionBatch batch = new PartitionBatch(partition, records.records(partition));
            writes.add(spans.traced(batch, Uni.createFrom().deferred(() -> writer.write(batch, rowsOf(partition)))));
        }
        if (!writes.isEmpty()) {
            Uni.join()
                    .all(writes)
                    .usingConcurrencyOf(config.concurrency())
                    .andCollectFailures()
                    .await()
                    .atMost(config.timeout());
        }
    }

    /** Goes back to the stored positions of all partitions held. */
    void rewind(Consumer<byte[], byte[]> consumer) {
        seek(consumer, consumer.assignment());
    }

    private BatchRows rowsOf(TopicPartition partition) {
        return partition.topic().equals(acquisitionTopic) ? acquisitionRows : timelineRows;
    }

    private void seek(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        Map<String, Map<Integer, Long>> stored = new TreeMap<>();
        for (String topic : Set.of(timelineTopic, acquisitionTopic)) {
            stored.put(topic, offsets.of(topic).await().atMost(config.timeout()));
        }
        for (TopicPartition partition : partitions) {
            Long position = stored.getOrDefault(partition.topic(), Map.of()).get(partition.partition());
            if (position == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, position);
            }
        }
    }
}
