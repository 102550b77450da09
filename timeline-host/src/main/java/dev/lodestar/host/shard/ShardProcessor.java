package dev.lodestar.host.shard;

import dev.lodestar.contracts.wire.UnreadableRecordException;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Feeds live records to the shard of their partition. A record that cannot be read goes to the dead letters and holds nobody up. */
final class ShardProcessor implements Processor<byte[], byte[], Void, Void> {
    private final DeadLetters deadLetters;
    private @Nullable ShardStore store;

    ShardProcessor(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        store = processorContext.getStateStore(ShardStore.NAME);
        store.activate();
    }

    @Override
    public void process(Record<byte[], byte[]> bundle) {
        LogBundles.recordsOf(bundle.headers()).forEach(this::apply);
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            Objects.requireNonNull(store).apply(LogRecord.of(record));
        } catch (UnreadableRecordException e) {
            deadLetters.send(record, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        if (store != null) {
            store.deactivate();
        }
    }
}
