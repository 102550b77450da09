package dev.lodestar.report.run;

import dev.lodestar.contracts.timeline.BarrierRecord;
import dev.lodestar.contracts.wire.RecordHeaders;
import dev.lodestar.contracts.wire.TimelineCodec;
import dev.lodestar.contracts.wire.TimelineRecord;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes a run's barrier to every partition of the timeline. A client of its own, not a channel: it must choose the partition and learn the offset of each
 * record. Blocks; call it from a worker thread.
 */
@ApplicationScoped
class BarrierWriter {
    /** Where a run cuts the topics: offset of the barrier per timeline partition, end offset of the acquisition topic. */
    record Position(Map<Integer, Long> barrier, long acquisitionOffset) {}

    private final Map<String, Object> settings;
    private final String timeline;
    private final TopicPartition acquisition;
    private final Duration timeout;
    private final Producer<byte[], byte[]> producer;

    BarrierWriter(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "lodestar.topics.timeline") String timeline,
            @ConfigProperty(name = "lodestar.topics.acquisition") String acquisition,
            RunConfig config) {
        this.timeline = timeline;
        this.acquisition = new TopicPartition(acquisition, 0);
        this.timeout = config.barrierTimeout();
        this.settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout.toMillis());
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Writes the barriers and says where they are. Fails when any partition does not take its record in time. */
    Position write(UUID runId) throws InterruptedException {
        TimelineRecord barrier = new TimelineRecord.Barrier(
                BarrierRecord.newBuilder().setRunId(runId.toString()).build());
        try {
            Map<Integer, Future<RecordMetadata>> sent = new TreeMap<>();
            for (PartitionInfo partition : producer.partitionsFor(timeline)) {
                sent.put(partition.partition(), producer.send(record(partition.partition(), barrier)));
            }
            Map<Integer, Long> offsets = new TreeMap<>();
            for (Map.Entry<Integer, Future<RecordMetadata>> ack : sent.entrySet()) {
                offsets.put(
                        ack.getKey(),
                        ack.getValue()
                                .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                                .offset());
            }
            return new Position(offsets, acquisitionEnd());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the barriers of run " + runId + " could not be written", e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(int partition, TimelineRecord barrier) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(timeline, partition, TimelineCodec.key(barrier), TimelineCodec.value(barrier));
        record.headers().add(RecordHeaders.RECORD_TYPE, barrier.type().toBytes());
        record.headers()
                .add(
                        RecordHeaders.SCHEMA_VERSION,
                        RecordHeaders.CURRENT_SCHEMA_VERSION.getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    private long acquisitionEnd() throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = Admin.create(settings)) {
            return admin.listOffsets(Map.of(acquisition, OffsetSpec.latest()))
                    .partitionResult(acquisition)
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
        }
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
