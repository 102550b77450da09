package dev.lodestar.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.contracts.alert.AlertJson;
import dev.lodestar.contracts.alert.AlertNote;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.wire.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The analytical services as the topics show them: reads commands, writes results. */
public final class OtherServices implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<String, byte[]> producer;
    private final String prefix;

    /** On the broker and the topics of the service under test. */
    public OtherServices() {
        Config config = ConfigProvider.getConfig();
        this.prefix = config.getValue("lodestar.topics.prefix", String.class);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                config.getValue("kafka.bootstrap.servers", String.class),
                "auto.offset.reset",
                "earliest");
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** The commands of a run by step, once all of them have come. */
    public Map<AnalysisStep, AnalysisCommand> commands(UUID run) {
        Map<AnalysisStep, AnalysisCommand> commands = new EnumMap<>(AnalysisStep.class);
        Instant limit = Instant.now().plus(LIMIT);
        readFromStart("analysis.commands.v1");
        while (commands.size() < AnalysisStep.values().length - 1
                && Instant.now().isBefore(limit)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                AnalysisCommand command = AnalysisJson.readCommand(record.value());
                if (command.runId().equals(run.toString())) {
                    commands.put(command.step(), command);
                }
            }
        }
        return commands;
    }

    /** The headers {@code traceparent} of a run's commands, once all of them have come; "none" for one without. */
    public List<String> traceParents(UUID run) {
        List<String> found = new ArrayList<>();
        Instant limit = Instant.now().plus(LIMIT);
        readFromStart("analysis.commands.v1");
        while (found.size() < AnalysisStep.values().length - 1 && Instant.now().isBefore(limit)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (AnalysisJson.readCommand(record.value()).runId().equals(run.toString())) {
                    Header header = record.headers().lastHeader(RecordHeaders.TRACE_PARENT);
                    found.add(header == null ? "none" : new String(header.value(), StandardCharsets.US_ASCII));
                }
            }
        }
        return found;
    }

    /** What the topic of results says of a run's end, once it has said it so many times. */
    List<ConsumerRecord<byte[], byte[]>> ends(UUID run, int times) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Instant limit = Instant.now().plus(LIMIT);
        readFromStart("analysis.results.v1");
        while (found.size() < times && Instant.now().isBefore(limit)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (isEnd(record, run)) {
                    found.add(record);
                }
            }
        }
        return found;
    }

    /** What is said of an alert, once so much has been. */
    List<AlertNote> notes(UUID alert, int atLeast) {
        List<AlertNote> found = new ArrayList<>();
        Instant limit = Instant.now().plus(LIMIT);
        readFromStart("alerts.v1");
        while (found.size() < atLeast && Instant.now().isBefore(limit)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                AlertNote note = AlertJson.read(record.value());
                if (note.alertId().equals(alert)) {
                    found.add(note);
                }
            }
        }
        return found;
    }

    private static boolean isEnd(ConsumerRecord<byte[], byte[]> record, UUID run) {
        boolean ofTheRun = new String(record.key(), StandardCharsets.UTF_8).equals(run.toString());
        return ofTheRun && AnalysisJson.readResult(record.value()).step() == AnalysisStep.REPORT;
    }

    /** A result, sent within a trace. */
    void fail(AnalysisCommand command, String reason, String traceParent) {
        AnalysisResult result = AnalysisResult.failed(command, reason, Instant.now(), 7);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(prefix + "analysis.results.v1", result.runId(), AnalysisJson.write(result));
        record.headers().add(RecordHeaders.TRACE_PARENT, traceParent.getBytes(StandardCharsets.US_ASCII));
        send(record);
    }

    /** All records of the timeline so far. */
    List<ConsumerRecord<byte[], byte[]>> timeline() {
        readFromStart("timeline.v1");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }

    private void readFromStart(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(prefix + topic).stream()
                .map((PartitionInfo info) -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    void succeed(AnalysisCommand command, JsonNode answer) {
        send(AnalysisResult.succeeded(command, answer, Instant.now(), 7));
    }

    public void fail(AnalysisCommand command, String reason) {
        send(AnalysisResult.failed(command, reason, Instant.now(), 7));
    }

    private void send(AnalysisResult result) {
        send(result.runId(), AnalysisJson.write(result));
    }

    private void send(String key, byte[] value) {
        send(new ProducerRecord<>(prefix + "analysis.results.v1", key, value));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Something that is not a result. */
    void sendGarbage() {
        send("x", new byte[] {1, 2, 3});
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
