package dev.lodestar.gateway.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.gateway.audit.domain.ChainLink;
import dev.lodestar.gateway.audit.domain.SignedHead;
import dev.lodestar.gateway.audit.domain.SignedHead.Kind;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The signed heads outside the database: one JSON document a record ({@code sequence}, {@code hash}, {@code signed_at}, {@code key_id}, {@code signature}) on
 * partition 0 of the topic. At least once: a head may stand there twice. Blocks; call it from a worker thread.
 */
@ApplicationScoped
class HeadsTopic {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> settings;
    private final TopicPartition partition;
    private final Duration timeout;
    private final int compared;
    private final ObjectMapper json;
    private final Producer<byte[], byte[]> producer;

    HeadsTopic(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "lodestar.topics.audit-heads") String topic,
            AuditConfig config,
            ObjectMapper json) {
        this.partition = new TopicPartition(topic, 0);
        this.timeout = config.headsTimeout();
        this.compared = config.headsCompared();
        this.json = json;
        this.settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        Map<String, Object> writing = new HashMap<>(kafka);
        writing.put(ProducerConfig.ACKS_CONFIG, "all");
        writing.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout.toMillis());
        this.producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(1));
    }

    /** Returns once the broker has the head. */
    void publish(SignedHead head) throws InterruptedException, ExecutionException, TimeoutException {
        producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, document(head)))
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private byte[] document(SignedHead head) {
        try {
            return json.writeValueAsBytes(AuditCheckpointResponse.from(head));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a head is always JSON", e);
        }
    }

    /** The last heads of the topic, in its order. What is no head is one that nobody signed. */
    List<SignedHead> latest() {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            consumer.seek(partition, Math.max(first, end - compared));
            Instant limit = Instant.now().plus(timeout);
            List<SignedHead> heads = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(record -> heads.add(head(record)));
                if (Instant.now().isAfter(limit)) {
                    throw new org.apache.kafka.common.errors.TimeoutException("the heads did not come in time");
                }
            }
            return heads;
        }
    }

    private SignedHead head(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode document = json.readTree(record.value());
            return new SignedHead(
                    Kind.HEAD,
                    new ChainLink(
                            document.path("sequence").asLong(),
                            document.path("hash").asText()),
                    Instant.parse(document.path("signed_at").asText()),
                    document.path("key_id").asText(),
                    document.path("signature").asText());
        } catch (IOException | DateTimeException unreadable) {
            return new SignedHead(Kind.HEAD, ChainLink.GENESIS, Instant.EPOCH, "", "");
        }
    }
}
