package dev.lodestar.ingest.publishing;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The records of one batch on their way to the broker. Thread-safe: the producer's thread reports to it. */
final class Delivery {
    private final CompletableFuture<Map<Integer, Long>> acknowledged = new CompletableFuture<>();
    /** By partition; 0 where nothing was sent. */
    private long[] endOffsets = new long[16];

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
            note(stored.partition(), stored.offset() + 1);
        }
        if (--outstanding == 0) {
            acknowledged.complete(byPartition());
        }
    }

    /** Gives the batch up: what has not been sent will not be. */
    void fail(Exception failure) {
        acknowledged.completeExceptionally(failure);
    }

    /** Whether a record was refused, or the batch given up. */
    boolean hasFailed() {
        return acknowledged.isCompletedExceptionally();
    }

    private void note(int partition, long end) {
        if (partition >= endOffsets.length) {
            endOffsets = Arrays.copyOf(endOffsets, 2 * partition);
        }
        endOffsets[partition] = Math.max(endOffsets[partition], end);
    }

    private Map<Integer, Long> byPartition() {
        Map<Integer, Long> ends = new TreeMap<>();
        for (int partition = 0; partition < endOffsets.length; partition++) {
            if (endOffsets[partition] > 0) {
                ends.put(partition, endOffsets[partition]);
            }
        }
        return Collections.unmodifiableMap(ends);
    }

    /** Completes when the broker has all records, with the offset after the last of them per partition; fails with the first that was refused. */
    CompletionStage<Map<Integer, Long>> acknowledged() {
        return acknowledged;
    }
}
