package dev.lodestar.ingest.publishing;

import dev.lodestar.contracts.acquisition.AcquisitionRecord;
import dev.lodestar.contracts.wire.RecordHeaders;
import dev.lodestar.contracts.wire.RecordType;
import dev.lodestar.contracts.wire.TimelineCodec;
import dev.lodestar.contracts.wire.TimelineRecord;
import dev.lodestar.kit.trace.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Publishes records in the form of the contracts. Sending blocks while the producer's buffer is full: call it from worker threads. */
@ApplicationScoped
public class RecordPublisher {
    /** Names the import a record came with, 16 bytes; lets the warehouse tell what became of each import. */
    public static final String IMPORT_HEADER = "import-id";

    private static final Header SCHEMA_VERSION = new RecordHeader(
            RecordHeaders.SCHEMA_VERSION, RecordHeaders.CURRENT_SCHEMA_VERSION.getBytes(StandardCharsets.US_ASCII));

    private final Producer<byte[], byte[]> producer;
    private final String timelineTopic;
    private final String acquisitionTopic;
    private final Duration deliveryTimeout;

    RecordPublisher(
            Producer<byte[], byte[]> producer,
            BrokerConfig config,
            @ConfigProperty(name = "lodestar.topics.timeline") String timelineTopic,
            @ConfigProperty(name = "lodestar.topics.acquisition") String acquisitionTopic) {
        this.producer = producer;
        this.deliveryTimeout = config.deliveryTimeout();
        this.timelineTopic = timelineTopic;
        this.acquisitionTopic = acquisitionTopic;
    }

    /**
     * Sends records of the timeline, in order, and none after one that could not be sent: each would wait for the broker as long. Those of a batch have the delivery
     * timeout together to be handed over.
     *
     * @param receivedAt when Lodestar received them; becomes the records' timestamp
     * @return the offset after the last record per partition, once the broker has them all; failed when one of them was refused
     */
    public CompletionStage<Map<Integer, Long>> publishTimeline(
            List<TimelineRecord> records, Instant receivedAt, @Nullable UUID importId) {
        List<ProducerRecord<byte[], byte[]>> encoded = new ArrayList<>(records.size());
        Map<RecordType, List<Header>> headersByType = new EnumMap<>(RecordType.class);
        for (TimelineRecord timelineRecord : records) {
            List<Header> headers =
                    headersByType.computeIfAbsent(timelineRecord.type(), type -> headers(type, importId));
            encoded.add(new ProducerRecord<>(
                    timelineTopic,
                    null,
                    receivedAt.toEpochMilli(),
                    TimelineCodec.key(timelineRecord),
                    TimelineCodec.value(timelineRecord),
                    headers));
        }
        return send(encoded);
    }

    /** Sends records of the acquisition topic, in order; answers like {@link #publishTimeline}. */
    public CompletionStage<Map<Integer, Long>> publishAcquisition(
            List<AcquisitionRecord> records, Instant receivedAt, @Nullable UUID importId) {
        List<ProducerRecord<byte[], byte[]>> encoded = new ArrayList<>(records.size());
        List<Header> headers = headers(importId);
        for (AcquisitionRecord day : records) {
            byte[] key = (day.getDate() + "|" + day.getChannel()).getBytes(StandardCharsets.UTF_8);
            encoded.add(new ProducerRecord<>(
                    acquisitionTopic, null, receivedAt.toEpochMilli(), key, day.toByteArray(), headers));
        }
        return send(encoded);
    }

    /** Sends one record as it is; for dead letters. */
    public CompletionStage<Map<Integer, Long>> publish(ProducerRecord<byte[], byte[]> ready) {
        return send(List.of(ready));
    }

    private CompletionStage<Map<Integer, Long>> send(List<ProducerRecord<byte[], byte[]>> records) {
        Delivery delivery = new Delivery(records.size());
        long begun = System.nanoTime();
        Iterator<ProducerRecord<byte[], byte[]>> unsent = records.iterator();
        while (unsent.hasNext() && !delivery.hasFailed()) {
            if (System.nanoTime() - begun > deliveryTimeout.toNanos()) {
                delivery.fail(new TimeoutException("the records could not be sent within " + deliveryTimeout));
            } else {
                producer.send(unsent.next(), delivery::report);
            }
        }
        return delivery.acknowledged();
    }

    /** The type stands last, where readers look first. */
    private static List<Header> headers(RecordType type, @Nullable UUID importId) {
        List<Header> headers = headers(importId);
        headers.add(new RecordHeader(RecordHeaders.RECORD_TYPE, type.toBytes()));
        return headers;
    }

    private static List<Header> headers(@Nullable UUID importId) {
        List<Header> headers = new ArrayList<>(4);
        headers.add(SCHEMA_VERSION);
        TraceParent.current()
                .ifPresent(request -> headers.add(
                        new RecordHeader(RecordHeaders.TRACE_PARENT, request.getBytes(StandardCharsets.US_ASCII))));
        if (importId != null) {
            headers.add(new RecordHeader(
                    IMPORT_HEADER,
                    ByteBuffer.allocate(16)
                            .putLong(importId.getMostSignificantBits())
                            .putLong(importId.getLeastSignificantBits())
                            .array()));
        }
        return headers;
    }
}
