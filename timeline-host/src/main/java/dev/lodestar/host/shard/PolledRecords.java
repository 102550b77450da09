package dev.lodestar.host.shard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Changes what one poll found, partition by partition, before Kafka Streams sees it. Positions stay those of the log. */
abstract class PolledRecords implements ConsumerInterceptor<byte[], byte[]> {
    /** What Streams is to see of the records that a poll found in a partition, one or more. */
    abstract List<ConsumerRecord<byte[], byte[]>> seen(List<ConsumerRecord<byte[], byte[]>> records);

    @Override
    public final ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> seen = new LinkedHashMap<>();
        for (TopicPartition partition : records.partitions()) {
            seen.put(partition, seen(records.records(partition)));
        }
        return new ConsumerRecords<>(seen, records.nextOffsets());
    }

    @Override
    public final void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Nothing hangs on it.
    }

    @Override
    public final void close() {
        // Holds nothing.
    }

    @Override
    public final void configure(Map<String, ?> configs) {
        // Has no settings.
    }
}
