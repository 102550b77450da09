package dev.lodestar.host.shard;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads single records of the timeline topic, each by a consumer of its own: a shard asks for one, when it opens. */
final class LogLookup {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** A batch is fetched whole whatever its size, and one has the record. */
    private static final int FETCH_BYTES = 1;

    private final Map<String, Object> settings;
    private final String topic;

    LogLookup(Map<String, Object> broker, String topic) {
        this.settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        this.topic = topic;
    }

    /**
     * The record at an offset before the end of the partition; empty where the log no longer has it.
     *
     * @throws IllegalStateException where the broker does not give it for half a minute
     */
    Optional<LogRecord> at(int partition, long offset) {
        TopicPartition place = new TopicPartition(topic, partition);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            consumer.assign(List.of(place));
            consumer.seek(place, offset);
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < PATIENCE.toNanos()) {
                List<ConsumerRecord<byte[], byte[]>> found = consumer.poll(POLL).records(place);
                if (!found.isEmpty()) {
                    return Optional.of(LogRecord.of(found.getFirst())).filter(record -> record.offset() == offset);
                }
            }
        } catch (OffsetOutOfRangeException _) {
            return Optional.empty();
        }
        throw new IllegalStateException("the broker does not give the record " + offset + " of partition " + partition);
    }
}
