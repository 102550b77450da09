package dev.lodestar.host.cohort;

import dev.lodestar.contracts.cohort.SavedCohortJson;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code cohorts.saved.v1} from its beginning, on a thread of its own, for as long as the service runs. Every replica reads all of it;
 * there is no group.
 */
@ApplicationScoped
class SavedCohortReader {
    private static final Logger LOG = Logger.getLogger(SavedCohortReader.class);
    private static final int ONLY_PARTITION = 0;
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

    private final SavedCohorts cohorts;
    private final Map<String, Object> settings;
    private final TopicPartition partition;
    private final Duration pollTimeout;
    private volatile boolean stopping;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

    SavedCohortReader(
            SavedCohorts cohorts,
            SavedCohortsConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "lodestar.topics.saved-cohorts") String topic) {
        this.cohorts = cohorts;
        this.settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.partition = new TopicPartition(topic, ONLY_PARTITION);
        this.pollTimeout = config.pollTimeout();
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().daemon().name("saved-cohort-reader").start(this::readUntilStopped);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        KafkaConsumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private void readUntilStopped() {
        while (!stopping) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
                reading = consumer;
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
                while (!stopping) {
                    consumer.poll(pollTimeout).forEach(this::take);
                    if (consumer.position(partition) >= end) {
                        cohorts.complete();
                    }
                }
            } catch (KafkaException failure) {
                restart(failure);
            }
        }
    }

    private void restart(KafkaException failure) {
        if (!stopping) {
            LOG.warn("Saved cohorts cannot be read now; they are read again from the beginning", failure);
            LockSupport.parkNanos(RESTART_PAUSE.toNanos());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        try {
            if (value == null) {
                cohorts.remove(UUID.fromString(new String(record.key(), StandardCharsets.UTF_8)));
            } else {
                cohorts.put(SavedCohortJson.read(value));
            }
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            LOG.errorf(e, "Saved cohort cannot be read and is passed over offset=%d", record.offset());
        }
    }
}
