package dev.lodestar.host.cohort;

import dev.lodestar.contracts.cohort.SavedCohortJson;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import dev.lodestar.host.topic.CompactedTopic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Follows {@code cohorts.saved.v1} from its beginning for as long as the service runs. */
@ApplicationScoped
class SavedCohortReader implements CompactedTopic.Table {
    private static final Logger LOG = Logger.getLogger(SavedCohortReader.class);

    private final SavedCohorts cohorts;
    private final Map<String, Object> broker;
    private final String topic;
    private final Duration pollTimeout;
    private @Nullable CompactedTopic reading;

    SavedCohortReader(
            SavedCohorts cohorts,
            SavedCohortsConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "lodestar.topics.saved-cohorts") String topic) {
        this.cohorts = cohorts;
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
        if (key == null) {
            LOG.errorf("Saved cohort without key is passed over offset=%d", record.offset());
            return;
        }
        try {
            if (value == null) {
                cohorts.remove(UUID.fromString(new String(key, StandardCharsets.UTF_8)));
            } else {
                cohorts.put(SavedCohortJson.read(value));
            }
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            LOG.errorf(e, "Saved cohort cannot be read and is passed over offset=%d", record.offset());
        }
    }

    @Override
    public void readUpTo(long offset, long end) {
        if (offset >= end) {
            cohorts.complete();
        }
    }
}
