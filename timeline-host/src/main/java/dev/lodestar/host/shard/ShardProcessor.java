package dev.lodestar.host.shard;

import dev.lodestar.contracts.wire.RecordHeaders;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Feeds live records to the shard of their partition. A record that cannot be read goes to the dead letters and holds nobody up. */
final class ShardProcessor implements Processor<byte[], byte[], Void, Void> {
    private final DeadLetters deadLetters;
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable ShardStore store;

    ShardProcessor(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        store = processorContext.getStateStore(ShardStore.NAME);
        store.activate();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata origin = Objects.requireNonNull(context).recordMetadata().orElseThrow();
        Header type = record.headers().lastHeader(RecordHeaders.RECORD_TYPE);
        LogRecord logRecord =
                new LogRecord(type == null ? null : type.value(), record.key(), record.value(), origin.offset());
        try {
            Objects.requireNonNull(store).apply(logRecord);
        } catch (UnreadableRecordException e) {
            deadLetters.send(record, origin, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        if (store != null) {
            store.deactivate();
        }
    }
}
