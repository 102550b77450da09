package dev.lodestar.host.shard;

import dev.lodestar.contracts.wire.RecordHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in the log, not yet decoded.
 *
 * @param type value of the header {@code record-type}, null when it is missing
 * @param writtenAtMillis when it was written to the log, in milliseconds since the epoch
 */
record LogRecord(
        byte @Nullable [] type, byte @Nullable [] key, byte @Nullable [] value, long offset, long writtenAtMillis) {
    static LogRecord of(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader(RecordHeaders.RECORD_TYPE);
        return new LogRecord(
                type == null ? null : type.value(), record.key(), record.value(), record.offset(), record.timestamp());
    }
}
