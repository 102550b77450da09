package dev.lodestar.ingest.warehouse;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Reads the topics and writes the warehouse, one round after the other. */
@ApplicationScoped
class WarehouseWriter {
    private static final Logger LOG = Logger.getLogger(WarehouseWriter.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** A partition to which nothing comes does not find out by a batch that the database took back what it had. */
    private static final Duration POSITIONS_CHECKED_EVERY = Duration.ofSeconds(10);

    private final WarehouseConfig config;
    private final WarehouseOffsets offsets;
    private final PartitionWriter writer;
    private final BatchSpans spans;
    private final TimelineRows timelineRows;
    private final AcquisitionRows acquisitionRows;
    /** The position that the next batch of a partition continues, as it was stored; none where nothing is. */
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

    private volatile long checkedAtNanos = System.nanoTime();

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
        List<PartitionBatch> batches = records.partitions().stream()
                .map(partition -> new PartitionBatch(partition, positions.get(partition), records.records(partition)))
                .toList();
        List<Uni<Void>> writes = batches.stream()
                .map(batch -> spans.traced(
                        batch, Uni.createFrom().deferred(() -> writer.write(batch, rowsOf(batch.source())))))
                .toList();
        if (!writes.isEmpty()) {
            Uni.join()
                    .all(writes)
                    .usingConcurrencyOf(config.concurrency())
                    .andCollectFailures()
                    .await()
                    .atMost(config.timeout());
        }
        batches.forEach(batch -> positions.put(batch.source(), batch.nextOffset()));
        if (System.nanoTime() - checkedAtNanos >= POSITIONS_CHECKED_EVERY.toNanos()) {
            checkedAtNanos = System.nanoTime();
            checkPositions(consumer);
        }
    }

    private void checkPositions(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> stored;
        try {
            stored = stored();
        } catch (RuntimeException away) {
            LOG.debug("Positions cannot be compared now", away);
            return;
        }
        if (consumer.assignment().stream()
                .anyMatch(partition -> !Objects.equals(stored.get(partition), positions.get(partition)))) {
            LOG.warn(
                    "Stored positions are not those that were written: the database took transactions back, or another writer"
                            + " has taken over. The log is read again from them");
            rewind(consumer);
        }
    }

    /** Goes back to the stored positions of all partitions held. What of the round that failed was committed all the same is not known. */
    void rewind(Consumer<byte[], byte[]> consumer) {
        forgetUsers();
        seek(consumer, consumer.assignment());
    }

    private BatchRows rowsOf(TopicPartition partition) {
        return partition.topic().equals(acquisitionTopic) ? acquisitionRows : timelineRows;
    }

    private void seek(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> stored = stored();
        for (TopicPartition partition : partitions) {
            Long position = stored.get(partition);
            if (position == null) {
                positions.remove(partition);
                consumer.seekToBeginning(List.of(partition));
            } else {
                positions.put(partition, position);
                consumer.seek(partition, position);
            }
        }
    }

    private Map<TopicPartition, Long> stored() {
        Map<TopicPartition, Long> stored = new HashMap<>();
        for (String topic : Set.of(timelineTopic, acquisitionTopic)) {
            offsets.of(topic)
                    .await()
                    .atMost(config.timeout())
                    .forEach((partition, position) -> stored.put(new TopicPartition(topic, partition), position));
        }
        return stored;
    }
}
