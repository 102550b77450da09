package dev.lodestar.ingest.warehouse;

import dev.lodestar.ingest.publishing.RecordPublisher;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads the import that a record came with. */
final class ImportId {
    private static final int BYTES = 16;

    private ImportId() {}

    /** Null for a record that came by request. */
    static @Nullable UUID of(ConsumerRecord<byte[], byte[]> source) {
        Header header = source.headers().lastHeader(RecordPublisher.IMPORT_HEADER);
        if (header == null || header.value() == null || header.value().length != BYTES) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(header.value());
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
