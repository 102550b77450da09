package dev.lodestar.ingest.publishing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the one producer of the service. */
@Singleton
class BrokerProducer {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    @Produces
    @Singleton
    Producer<byte[], byte[]> producer(
            BrokerConfig config, @Identifier("default-kafka-broker") Map<String, Object> broker, MeterRegistry meters) {
        Map<String, Object> settings = new HashMap<>(broker);
        int deliveryMillis = Math.toIntExact(config.deliveryTimeout().toMillis());
        int lingerMillis = Math.toIntExact(config.linger().toMillis());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "lodestar-ingest");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, config.batchBytes());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.bufferBytes());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, deliveryMillis - lingerMillis));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryMillis);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        new KafkaClientMetrics(producer).bindTo(meters);
        return producer;
    }

    void close(@Disposes Producer<byte[], byte[]> producer) {
        producer.close(CLOSE_LIMIT);
    }
}
