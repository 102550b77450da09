package dev.lodestar.ingest.warehouse;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Successive records of one partition, at least one. */
record PartitionBatch(TopicPartition source, List<ConsumerRecord<byte[], byte[]>> records) {
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

    long lastOffset() {
        return records.getLast().offset();
    }

    PartitionBatch firstHalf() {
        return new PartitionBatch(source, records.subList(0, records.size() / 2));
    }

    PartitionBatch secondHalf() {
        return new PartitionBatch(source, records.subList(records.size() / 2, records.size()));
    }
}
