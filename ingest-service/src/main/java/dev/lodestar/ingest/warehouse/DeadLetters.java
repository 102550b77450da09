package dev.lodestar.ingest.warehouse;

import dev.lodestar.contracts.wire.RecordHeaders;
import dev.lodestar.ingest.publishing.RecordPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts records that cannot be stored aside, with the reason, so that they neither block their partition nor get lost. */
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final RecordPublisher publisher;
    private final Counter count;
    private final String topic;

    DeadLetters(
            RecordPublisher publisher,
            MeterRegistry meters,
            @ConfigProperty(name = "lodestar.topics.timeline-dead-letter") String topic) {
        this.publisher = publisher;
        this.count = meters.counter("lodestar.warehouse.dead.letters");
        this.topic = topic;
    }

    /** From the start, so that the first one is an increase from none. */
    void showCounter(@Observes StartupEvent started) {
        count.increment(0);
    }

    /** Done when the broker has the dead letter. */
    Uni<Void> add(ConsumerRecord<byte[], byte[]> unstorable, String reason) {
        String source = unstorable.topic() + "-" + unstorable.partition() + "@" + unstorable.offset();
        LOG.errorf("A record cannot be stored, source=%s reason=%s", source, reason);
        count.increment();
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic, null, unstorable.key(), unstorable.value(), unstorable.headers());
        letter.headers()
                .add(RecordHeaders.DEAD_LETTER_REASON, reason.getBytes(StandardCharsets.UTF_8))
                .add(RecordHeaders.DEAD_LETTER_SOURCE, source.getBytes(StandardCharsets.UTF_8));
        return Uni.createFrom()
                .completionStage(() -> publisher.publish(letter))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) // sending may block
                .replaceWithVoid();
    }
}
