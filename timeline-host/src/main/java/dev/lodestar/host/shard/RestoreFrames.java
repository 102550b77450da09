package dev.lodestar.host.shard;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Carries what the restore callback of Kafka Streams does not see, the record type, offset and time, inside the value: an interceptor
 * of the restore consumer, and the reader of what it writes.
 *
 * <p>Frame: {@code offset (8 bytes) | time (8) | length of the record type, -1 when missing (1) | record type | has value (1) | value}.
 * A missing key becomes an empty one, because Streams drops records without a key on restore.
 */
public final class RestoreFrames extends PolledRecords {
    private static final byte[] NO_KEY = new byte[0];
    private static final int FIXED_BYTES = 2 * Long.BYTES + 1 + 1;

    @Override
    List<ConsumerRecord<byte[], byte[]>> seen(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(RestoreFrames::framed).toList();
    }

    private static ConsumerRecord<byte[], byte[]> framed(ConsumerRecord<byte[], byte[]> record) {
        byte[] frame = frame(LogRecord.of(record));
        byte[] key = record.key() == null ? NO_KEY : record.key();
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                key.length,
                frame.length,
                key,
                frame,
                record.headers(),
                record.leaderEpoch());
    }

    static byte[] frame(LogRecord record) {
        byte @Nullable [] type = record.type();
        byte @Nullable [] value = record.value();
        int typeLength = type == null ? 0 : Math.min(type.length, Byte.MAX_VALUE);
        ByteBuffer frame = ByteBuffer.allocate(FIXED_BYTES + typeLength + (value == null ? 0 : value.length));
        frame.putLong(record.offset());
        frame.putLong(record.writtenAtMillis());
        frame.put((byte) (type == null ? -1 : typeLength));
        if (type != null) {
            frame.put(type, 0, typeLength);
        }
        frame.put((byte) (value == null ? 0 : 1));
        if (value != null) {
            frame.put(value);
        }
        return frame.array();
    }

    static LogRecord unframe(byte[] key, byte[] frame) {
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        long offset = buffer.getLong();
        long writtenAtMillis = buffer.getLong();
        byte @Nullable [] type = bytes(buffer, buffer.get());
        byte @Nullable [] value = buffer.get() == 0 ? null : bytes(buffer, buffer.remaining());
        return new LogRecord(type, key, value, offset, writtenAtMillis);
    }

    private static byte @Nullable [] bytes(ByteBuffer buffer, int length) {
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }
}
