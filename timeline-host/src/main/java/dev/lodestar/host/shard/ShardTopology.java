package dev.lodestar.host.shard;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** One read-only store, fed by one topic that is also its changelog. */
final class ShardTopology {
    /** Records count by offset; a timestamp that makes no sense is no reason to stop. */
    private static final TimestampExtractor ANY_TIMESTAMP = (record, partitionTime) -> Math.max(0, record.timestamp());

    private ShardTopology() {}

    static Topology of(ShardSettings settings, DeadLetters deadLetters) {
        ProcessorSupplier<byte[], byte[], Void, Void> processor = () -> new ShardProcessor(deadLetters);
        return new Topology()
                .addReadOnlyStateStore(
                        new ShardStoreBuilder(settings),
                        "timeline-records",
                        ANY_TIMESTAMP,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        settings.topic(),
                        "timeline-shard",
                        processor);
    }
}
