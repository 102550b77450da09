package dev.lodestar.ingest.erasure;

import dev.lodestar.contracts.erasure.ErasureCommand;
import dev.lodestar.contracts.erasure.ErasureJson;
import dev.lodestar.contracts.erasure.ErasureResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Answers commands of erasures in place of the services that hold timelines. */
final class AnsweringServices implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final String resultsTopic;
    private final List<String> services;
    private final ToLongFunction<ErasureCommand> rows;
    private final Queue<ErasureCommand> asked = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean ends;

    /**
     * Answers from now on.
     *
     * @param prefix of the topics
     * @param services who answers
     * @param rows how many rows each of them says it holds
     */
    AnsweringServices(
            String bootstrapServers, String prefix, List<String> services, ToLongFunction<ErasureCommand> rows) {
        this.services = services;
        this.rows = rows;
        resultsTopic = prefix + "erasure.results.v1";
        Map<String, Object> broker = Map.of("bootstrap.servers", bootstrapServers);
        consumer = new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer());
        TopicPartition commands = new TopicPartition(prefix + "erasure.commands.v1", 0);
        consumer.assign(List.of(commands));
        consumer.seekToEnd(List.of(commands));
        consumer.position(commands);
        thread = Thread.ofPlatform().start(this::answer);
    }

    /** What was asked so far. */
    List<ErasureCommand> asked() {
        return List.copyOf(asked);
    }

    private void answer() {
        while (!ends) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(50))) {
                ErasureCommand command = ErasureJson.readCommand(message.value());
                asked.add(command);
                long held = rows.applyAsLong(command);
                services.forEach(service -> producer.send(new ProducerRecord<>(
                        resultsTopic,
                        message.key(),
                        ErasureJson.write(new ErasureResult(
                                command.erasureId(),
                                command.phase(),
                                command.endOffset(),
                                service,
                                Map.of("timeline_events", held),
                                Instant.now())))));
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        ends = true;
        thread.join();
        consumer.close();
        producer.close();
    }
}
