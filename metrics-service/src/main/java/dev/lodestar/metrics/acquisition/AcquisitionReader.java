package dev.lodestar.metrics.acquisition;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.lodestar.contracts.acquisition.AcquisitionRecord;
import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.host.topic.CompactedTopic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Follows {@code acquisition.v1} from its beginning, into the ledger, for as long as the service runs. */
@ApplicationScoped
class AcquisitionReader implements CompactedTopic.Table {
    private static final Logger LOG = Logger.getLogger(AcquisitionReader.class);

    private final AcquisitionLedger ledger;
    private final Map<String, Object> broker;
    private final String topic;
    private final Duration pollTimeout;
    private @Nullable CompactedTopic reading;

    AcquisitionReader(
            AcquisitionLedger ledger,
            AcquisitionConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "lodestar.topics.acquisition") String topic) {
        this.ledger = ledger;
        this.broker = broker;
        this.topic = topic;
        this.pollTimeout = config.pollTimeout();
    }

    void start(@Observes StartupEvent event) {
        reading = CompactedTopic.open(broker, topic, pollTimeout, this);
    }

    void stop(@Observes ShutdownEvent event) {
        if (reading != null) {
            reading.close();
        }
    }

    @Override
    public void take(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
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

    @Override
    public void readUpTo(long offset, long end) {
        ledger.readUpTo(offset);
    }

    private static DailyAcquisition daily(AcquisitionRecord day) {
        @Nullable Double spend = day.hasSpend() ? day.getSpend() : null;
        return new DailyAcquisition(LocalDate.parse(day.getDate()), day.getChannel(), day.getVisitors(), spend);
    }
}
