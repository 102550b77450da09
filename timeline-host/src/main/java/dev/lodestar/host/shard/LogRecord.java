package dev.lodestar.host.shard;

import dev.lodestar.contracts.wire.RecordHeaders;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    private static final byte[] NOTHING = new byte[0];

    static LogRecord of(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader(RecordHeaders.RECORD_TYPE);
        return new LogRecord(
                type == null ? null : type.value(), record.key(), record.value(), record.offset(), record.timestamp());
    }

    /**
     * A digest of key, value and time; the same for a record that was read to restore and for one that was read live. The first eight bytes of SHA-256
     * over {@code time (8 bytes) | length of the key (4) | key | value}, in which what is missing counts as empty.
     */
    long fingerprint() {
        byte[] keyBytes = key == null ? NOTHING : key;
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(writtenAtMillis)
                .putInt(keyBytes.length)
                .flip());
        digest.update(keyBytes);
        digest.update(value == null ? NOTHING : value);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
