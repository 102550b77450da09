package dev.lodestar.host.shard;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Hands Kafka Streams what one poll found in a partition as one record, since what Streams does for each record costs more than applying one: an interceptor of the main consumer,
 * and the reader of what it makes.
 *
 * <p>A bundle stands at the offset of its first record. While it waits Streams commits that offset, so none of its records is ever passed over; once it is processed Streams commits
 * the position of the consumer.
 */
public final class LogBundles extends PolledRecords {
    private static final byte[] NOTHING = new byte[0];

    @Override
    List<ConsumerRecord<byte[], byte[]>> seen(List<ConsumerRecord<byte[], byte[]>> records) {
        return List.of(bundle(records));
    }

    private static ConsumerRecord<byte[], byte[]> bundle(List<ConsumerRecord<byte[], byte[]>> records) {
        ConsumerRecord<byte[], byte[]> first = records.getFirst();
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                TimestampType.CREATE_TIME,
                NOTHING.length,
                NOTHING.length,
                NOTHING,
                NOTHING,
                new RecordHeaders(List.of(new Bundle(records))),
                Optional.empty());
    }

    /** The records in a bundle, by its headers. */
    static List<ConsumerRecord<byte[], byte[]>> recordsOf(Headers bundle) {
        if (bundle.lastHeader(Bundle.NAME) instanceof Bundle found) {
            return found.records();
        }
        throw new IllegalStateException("a record did not come through " + LogBundles.class.getSimpleName());
    }

    /** Takes records past Streams within the process, which hands on headers as they are. */
    private record Bundle(List<ConsumerRecord<byte[], byte[]>> records) implements Header {
        static final String NAME = "bundle";

        @Override
        public String key() {
            return NAME;
        }

        @Override
        public byte @Nullable [] value() {
            return null;
        }
    }
}
