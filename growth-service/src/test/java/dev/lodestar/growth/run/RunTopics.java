package dev.lodestar.growth.run;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.kit.trace.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The two topics of analysis runs, from the outside: sends commands and results, and reads back what growth says. */
final class RunTopics implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String commands;
    private final String results;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<AnalysisResult> seen = new ArrayList<>();
    private final Map<String, String> traceByRun = new HashMap<>();

    RunTopics() {
        Config config = ConfigProvider.getConfig();
        commands = config.getValue("lodestar.topics.commands", String.class);
        results = config.getValue("lodestar.topics.results", String.class);
        String servers = config.getValue("kafka.bootstrap.servers", String.class);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(results).stream()
                .map(info -> new TopicPartition(results, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    void send(AnalysisCommand command) {
        send(new ProducerRecord<>(commands, command.runId(), AnalysisJson.write(command)));
    }

    /** A command that belongs to a trace. */
    void send(AnalysisCommand command, String traceParent) {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(commands, command.runId(), AnalysisJson.write(command));
        message.headers().add(TraceParent.NAME, traceParent.getBytes(StandardCharsets.US_ASCII));
        send(message);
    }

    void send(AnalysisResult result) {
        send(new ProducerRecord<>(results, result.runId(), AnalysisJson.write(result)));
    }

    void sendCommandBytes(byte[] bytes) {
        send(new ProducerRecord<>(commands, "x", bytes));
    }

    private void send(ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused a message", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        }
    }

    /** The first result of the run's growth step; fails when none comes in a minute. */
    AnalysisResult awaitGrowthResult(String runId) {
        Instant limit = Instant.now().plus(LIMIT);
        while (growthResults(runId).isEmpty()) {
            if (Instant.now().isAfter(limit)) {
                throw new AssertionError("no result of the growth step of run " + runId + " within " + LIMIT);
            }
            consumer.poll(Duration.ofMillis(200)).forEach(this::see);
        }
        return growthResults(runId).getFirst();
    }

    private void see(ConsumerRecord<String, byte[]> message) {
        AnalysisResult result = AnalysisJson.readResult(message.value());
        seen.add(result);
        Header trace = message.headers().lastHeader(TraceParent.NAME);
        if (result.step() == AnalysisStep.GROWTH && trace != null) {
            traceByRun.put(result.runId(), new String(trace.value(), StandardCharsets.US_ASCII));
        }
    }

    /** The header {@code traceparent} of the run's growth result; "none" where it had none. */
    String traceOf(String runId) {
        return traceByRun.getOrDefault(runId, "none");
    }

    /** The results of the run's growth step that have been read so far. */
    List<AnalysisResult> growthResults(String runId) {
        return seen.stream()
                .filter(result ->
                        result.step() == AnalysisStep.GROWTH && result.runId().equals(runId))
                .toList();
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
