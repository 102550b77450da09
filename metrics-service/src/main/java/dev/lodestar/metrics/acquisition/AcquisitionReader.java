package dev.lodestar.metrics.acquisition;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.lodestar.contracts.acquisition.AcquisitionRecord;
import dev.lodestar.engine.acquisition.DailyAcquisition;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * Reads {@code acquisition.v1} from its beginning into the ledger, on a thread of its own, for as long as the service runs. Every replica reads
 * all of it; there is no group.
 */
@ApplicationScoped
class AcquisitionReader {
    private static final Logger LOG = Logger.getLogger(AcquisitionReader.class);
    private static final int ONLY_PARTITION = 0;
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

    private final AcquisitionLedger ledger;
    private final Map<String, Object> settings;
    private final TopicPartition partition;
    private final Duration pollTimeout;
    private volatile boolean stopping;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

    AcquisitionReader(
            AcquisitionLedger ledger,
            AcquisitionConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "lodestar.topics.acquisition") String topic) {
        this.ledger = ledger;
        this.settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.partition = new TopicPartition(topic, ONLY_PARTITION);
        this.pollTimeout = config.pollTimeout();
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().daemon().name("acquisition-reader").start(this::readUntilStopped);
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
                while (!stopping) {
                    consumer.poll(pollTimeout).forEach(this::take);
                    ledger.readUpTo(consumer.position(partition));
                }
            } catch (KafkaException failure) {
                restart(failure);
            }
        }
    }

    private void restart(KafkaException failure) {
        if (!stopping) {
            LOG.warn("Acquisition cannot be read now; it is read again from the beginning", failure);
            LockSupport.parkNanos(RESTART_PAUSE.toNanos());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        byte @Nullable [] value = record.value();
        if (key == null || value == null) {
            LOG.errorf("Acquisition record without key or value is passed over offset=%d", record.offset());
            return;
        }
        try {
            ledger.put(
                    record.offset(),
                    new String(key, StandardCharsets.UTF_8),
                    daily(AcquisitionRecord.parseFrom(value)));
        } catch (InvalidProtocolBufferException | DateTimeException e) {
            LOG.errorf(e, "Acquisition record cannot be read and is passed over offset=%d", record.offset());
        }
    }

    private static DailyAcquisition daily(AcquisitionRecord day) {
        @Nullable Double spend = day.hasSpend() ? day.getSpend() : null;
        return new DailyAcquisition(LocalDate.parse(day.getDate()), day.getChannel(), day.getVisitors(), spend);
    }
}
