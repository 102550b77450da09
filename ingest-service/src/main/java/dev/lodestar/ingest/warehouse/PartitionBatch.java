package dev.lodestar.ingest.warehouse;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Successive records of one partition, at least one.
 *
 * @param continuesFrom the position that is stored before the batch; null where none is. The first record may lie behind it, since the log has gaps
 */
record PartitionBatch(
        TopicPartition source, @Nullable Long continuesFrom, List<ConsumerRecord<byte[], byte[]>> records) {
    PartitionBatch {
        if (records.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one record");
        }
    }

    String topic() {
        return source.topic();
    }

    int partition() {
        return source.partition();
    }

    long firstOffset() {
        return records.getFirst().offset();
    }

    /** The position after the last record. */
    long nextOffset() {
        return records.getLast().offset() + 1;
    }

    PartitionBatch firstHalf() {
        return new PartitionBatch(source, continuesFrom, records.subList(0, records.size() / 2));
    }

    PartitionBatch secondHalf() {
        return new PartitionBatch(
                source, firstHalf().nextOffset(), records.subList(records.size() / 2, records.size()));
    }
}
