package dev.lodestar.testkit.timeline;

import dev.lodestar.contracts.acquisition.AcquisitionRecord;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.cohort.SavedCohortJson;
import dev.lodestar.contracts.cohort.SavedCohortRecord;
import dev.lodestar.contracts.erasure.ErasureCommand;
import dev.lodestar.contracts.erasure.ErasureJson;
import dev.lodestar.contracts.erasure.ErasureResult;
import dev.lodestar.contracts.timeline.BarrierRecord;
import dev.lodestar.contracts.timeline.ErasureRecord;
import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.contracts.timeline.ProfileRecord;
import dev.lodestar.contracts.timeline.PropertyValue;
import dev.lodestar.contracts.wire.RecordHeaders;
import dev.lodestar.contracts.wire.TimelineCodec;
import dev.lodestar.contracts.wire.TimelineRecord;
import dev.lodestar.contracts.wire.Topics;
import dev.lodestar.contracts.wire.UserKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of one test application. Each write waits for the broker, so that what a test did happened before what it does next. */
public final class TestTopics implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final String prefix;
    private final KafkaProducer<byte[], byte[]> producer;

    public TestTopics(String bootstrapServers, String prefix) {
        this.bootstrapServers = bootstrapServers;
        this.prefix = prefix;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Writes a profile; attributes are segment, channel, plan_type and any others. */
    public void profile(UUID user, Instant signupAt, Map<String, String> attributes) {
        ProfileRecord profile = ProfileRecord.newBuilder()
                .setSignupAtMillis(signupAt.toEpochMilli())
                .setReceivedAtMillis(signupAt.toEpochMilli())
                .putAllAttributes(attributes)
                .build();
        write(new TimelineRecord.Profile(new UserKey(user), profile));
    }

    /** Writes an event without properties; its id is unique to user, type and time. */
    public void event(UUID user, String type, Instant at) {
        event(user, type + "@" + at, type, at, Map.of());
    }

    /** Writes an event; properties are texts or numbers. */
    public void event(UUID user, String eventId, String type, Instant at, Map<String, Object> properties) {
        EventRecord.Builder event = EventRecord.newBuilder()
                .setEventId(eventId)
                .setEventType(type)
                .setEventTimeMillis(at.toEpochMilli())
                .setReceivedAtMillis(at.toEpochMilli())
                .setBodyHash((type + at + new TreeMap<>(properties)).hashCode());
        properties.forEach((name, value) -> event.putProperties(name, property(value)));
        write(new TimelineRecord.Event(new UserKey(user), event.build()));
    }

    /** Writes the run's barrier to every partition and yields its offsets. */
    public Map<Integer, Long> barrier(String runId) {
        BarrierRecord barrier = BarrierRecord.newBuilder().setRunId(runId).build();
        Map<Integer, Long> offsets = new TreeMap<>();
        int partitions = producer.partitionsFor(prefix + Topics.TIMELINE).size();
        for (int partition = 0; partition < partitions; partition++) {
            offsets.put(
                    partition,
                    write(partition, new TimelineRecord.Barrier(barrier)).offset());
        }
        return offsets;
    }

    /** Writes the erasure of a user; yields its place. */
    public RecordMetadata erasure(UUID erasureId, UUID user) {
        ErasureRecord erasure =
                ErasureRecord.newBuilder().setErasureId(erasureId.toString()).build();
        return write(null, new TimelineRecord.Erasure(new UserKey(user), erasure));
    }

    /** Asks services what they hold of a user, and yields what one of them says; waits for it for a bounded time. */
    public ErasureResult ask(ErasureCommand command, String service, Duration timeout) {
        byte[] key = command.erasureId().toString().getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<>(prefix + Topics.ERASURE_COMMANDS, key, ErasureJson.write(command)));
        return ErasureJson.readResult(await(
                        Topics.ERASURE_RESULTS,
                        record -> {
                            ErasureResult result = ErasureJson.readResult(record.value());
                            return result.erasureId().equals(command.erasureId())
                                    && result.phase() == command.phase()
                                    && result.service().equals(service);
                        },
                        1,
                        timeout)
                .getFirst()
                .value());
    }

    /** Writes bytes to the timeline topic as they are; the record type is left out when null. */
    public void timelineBytes(@Nullable String recordType, byte[] key, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(prefix + Topics.TIMELINE, key, value);
        if (recordType != null) {
            record.headers().add(RecordHeaders.RECORD_TYPE, recordType.getBytes(StandardCharsets.UTF_8));
        }
        send(record);
    }

    /** Writes visitors and spend of a channel on a day; yields the end offset after it. */
    public long acquisition(LocalDate date, String channel, long visitors, double spend) {
        AcquisitionRecord day = AcquisitionRecord.newBuilder()
                .setDate(date.toString())
                .setChannel(channel)
                .setVisitors(visitors)
                .setSpend(spend)
                .build();
        byte[] key = (date + "|" + channel).getBytes(StandardCharsets.UTF_8);
        return send(new ProducerRecord<>(prefix + Topics.ACQUISITION, key, day.toByteArray()))
                        .offset()
                + 1;
    }

    /** Tells of a saved cohort, as cohort-service does. */
    public void savedCohort(SavedCohortRecord cohort) {
        byte[] key = cohort.id().toString().getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<>(prefix + Topics.SAVED_COHORTS, key, SavedCohortJson.write(cohort)));
    }

    /** Tells that a saved cohort is gone. */
    public void deletedCohort(UUID id) {
        send(new ProducerRecord<>(prefix + Topics.SAVED_COHORTS, id.toString().getBytes(StandardCharsets.UTF_8), null));
    }

    /** Asks for a step of a run. */
    public void command(AnalysisCommand command) {
        byte[] key = command.runId().getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<>(prefix + Topics.ANALYSIS_COMMANDS, key, AnalysisJson.write(command)));
    }

    /** The results of a step, as many as asked for, in the order in which they came; waits for them for a bounded time. */
    public List<AnalysisResult> awaitResults(String runId, AnalysisStep step, int count, Duration timeout) {
        return await(
                        Topics.ANALYSIS_RESULTS,
                        record -> {
                            AnalysisResult result = AnalysisJson.readResult(record.value());
                            return result.runId().equals(runId) && result.step() == step;
                        },
                        count,
                        timeout)
                .stream()
                .map(record -> AnalysisJson.readResult(record.value()))
                .toList();
    }

    /** The reason of the first dead letter with these bytes; waits for it for a bounded time. */
    public String awaitDeadLetterReason(byte[] value, Duration timeout) {
        ConsumerRecord<byte[], byte[]> letter = await(
                        Topics.TIMELINE_DEAD_LETTER, record -> Arrays.equals(record.value(), value), 1, timeout)
                .getFirst();
        return new String(
                letter.headers().lastHeader(RecordHeaders.DEAD_LETTER_REASON).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }

    private List<ConsumerRecord<byte[], byte[]>> await(
            String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted, int count, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        TopicPartition partition = new TopicPartition(prefix + topic, 0);
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (found.size() < count) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError(
                            found.size() + " of " + count + " records on " + topic + " after " + timeout);
                }
                StreamSupport.stream(consumer.poll(POLL).spliterator(), false)
                        .filter(wanted)
                        .forEach(found::add);
            }
        }
        return found;
    }

    private void write(TimelineRecord record) {
        write(null, record);
    }

    private RecordMetadata write(@Nullable Integer partition, TimelineRecord record) {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                prefix + Topics.TIMELINE, partition, TimelineCodec.key(record), TimelineCodec.value(record));
        message.headers()
                .add(RecordHeaders.RECORD_TYPE, record.type().toBytes())
                .add(
                        RecordHeaders.SCHEMA_VERSION,
                        RecordHeaders.CURRENT_SCHEMA_VERSION.getBytes(StandardCharsets.US_ASCII));
        return send(message);
    }

    private RecordMetadata send(ProducerRecord<byte[], byte @Nullable []> record) {
        try {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not take a record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static PropertyValue property(Object value) {
        PropertyValue.Builder property = PropertyValue.newBuilder();
        return switch (value) {
            case Number number -> property.setNumber(number.doubleValue()).build();
            case Boolean flag -> property.setFlag(flag).build();
            default -> property.setText(value.toString()).build();
        };
    }
}
