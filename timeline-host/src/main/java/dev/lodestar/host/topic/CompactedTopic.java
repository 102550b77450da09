package dev.lodestar.host.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic of one partition from its beginning, on a thread of its own, for as long as it is open. There is no group: every replica reads all
 * of it. When the broker goes away it is read again from the beginning.
 */
public final class CompactedTopic implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CompactedTopic.class);
    private static final int ONLY_PARTITION = 0;
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    private final TopicPartition partition;
    private final Duration pollTimeout;
    private final Table table;
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<byte @Nullable [], byte @Nullable []> reading;

    /** What becomes of the records. Called by one thread; a record may come again. */
    public interface Table {
        /** Takes a record; one that cannot be read is passed over, with a word to the log. */
        void take(ConsumerRecord<byte @Nullable [], byte @Nullable []> record);

        /**
         * Everything before an offset has been taken.
         *
         * @param end where the topic ended when this reading of it began
         */
        void readUpTo(long offset, long end);
    }

    private CompactedTopic(Map<String, Object> broker, String topic, Duration pollTimeout, Table table) {
        this.settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.partition = new TopicPartition(topic, ONLY_PARTITION);
        this.pollTimeout = pollTimeout;
        this.table = table;
    }

    /**
     * Begins to read.
     *
     * @param broker settings of the connection
     * @param pollTimeout how long one poll may wait for records
     */
    public static CompactedTopic open(Map<String, Object> broker, String topic, Duration pollTimeout, Table table) {
        CompactedTopic opened = new CompactedTopic(broker, topic, pollTimeout, table);
        Thread.ofPlatform().daemon().name("reader-of-" + topic).start(opened::readUntilClosed);
        return opened;
    }

    /** Ends the reading soon. */
    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private void readUntilClosed() {
        while (!closed) {
            try (KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer = new KafkaConsumer<>(settings)) {
                reading = consumer;
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
                while (!closed) {
                    consumer.poll(pollTimeout).forEach(table::take);
                    table.readUpTo(consumer.position(partition), end);
                }
            } catch (RuntimeException failure) {
                restart(failure);
            }
        }
    }

    private void restart(RuntimeException failure) {
        if (!closed) {
            LOG.warnf(
                    failure,
                    "Topic cannot be read now and is read again from the beginning topic=%s",
                    partition.topic());
            LockSupport.parkNanos(RESTART_PAUSE.toNanos());
        }
    }
}
