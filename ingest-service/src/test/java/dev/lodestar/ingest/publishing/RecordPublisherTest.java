package dev.lodestar.ingest.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.contracts.acquisition.AcquisitionRecord;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RecordPublisherTest {
    private static final int RECORDS = 50;

    private final AtomicInteger tried = new AtomicInteger();

    /** As the producer does while it knows nothing of the topic, but without the half minute. */
    @Test
    void no_record_is_tried_after_one_that_could_not_be_sent() {
        CompletionStage<Map<Integer, Long>> answer = published("PT30S", callback -> {
            if (tried.get() == 3) {
                callback.onCompletion(null, new TimeoutException("the topic is not there"));
            }
        });

        assertThatThrownBy(() -> answer.toCompletableFuture().get(10, TimeUnit.SECONDS))
                .hasRootCauseMessage("the topic is not there");
        assertThat(tried).hasValue(3);
    }

    @Test
    void records_that_wait_for_a_slow_broker_one_by_one_are_given_up_together() {
        CompletionStage<Map<Integer, Long>> answer = published(
                "PT0.05S",
                callback -> LockSupport.parkNanos(Duration.ofMillis(20).toNanos()));

        assertThatThrownBy(() -> answer.toCompletableFuture().get(10, TimeUnit.SECONDS))
                .hasMessageContaining("could not be sent within");
        assertThat(tried).hasValueLessThan(RECORDS);
    }

    private interface Sending {
        void reportTo(Callback callback);
    }

    private CompletionStage<Map<Integer, Long>> published(String deliveryTimeout, Sending sending) {
        BrokerConfig config = new SmallRyeConfigBuilder()
                .withMapping(BrokerConfig.class)
                .withDefaultValue("lodestar.broker.delivery-timeout", deliveryTimeout)
                .build()
                .getConfigMapping(BrokerConfig.class);
        AcquisitionRecord day = AcquisitionRecord.newBuilder()
                .setDate("2026-01-01")
                .setChannel("ads")
                .build();
        return new RecordPublisher(new Slow(sending), config, "timeline", "acquisition")
                .publishAcquisition(Collections.nCopies(RECORDS, day), Instant.EPOCH, null);
    }

    private final class Slow extends MockProducer<byte[], byte[]> {
        private final Sending sending;

        Slow(Sending sending) {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.sending = sending;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> ready, Callback callback) {
            tried.incrementAndGet();
            sending.reportTo(callback);
            return new CompletableFuture<>();
        }
    }
}
