package dev.lodestar.ingest.publishing;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The records of one batch on their way to the broker. Thread-safe: the producer's thread reports to it. */
final class Delivery {
    private final CompletableFuture<Map<Integer, Long>> acknowledged = new CompletableFuture<>();
    private final Map<Integer, Long> endOffsets = new TreeMap<>();
    private int outstanding;

    /** Takes the number of records that will be reported on. */
    Delivery(int records) {
        this.outstanding = records;
        if (records == 0) {
            acknowledged.complete(Map.of());
        }
    }

    synchronized void report(@Nullable RecordMetadata stored, @Nullable Exception failure) {
        if (failure != null) {
            acknowledged.completeExceptionally(failure);
        } else if (stored != null) {
            endOffsets.merge(stored.partition(), stored.offset() + 1, Math::max);
        }
        if (--outstanding == 0) {
            acknowledged.complete(Map.copyOf(endOffsets));
        }
    }

    /** Completes when the broker has all records, with the offset after the last of them per partition; fails with the first that was refused. */
    CompletionStage<Map<Integer, Long>> acknowledged() {
        return acknowledged;
    }
}
