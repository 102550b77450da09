package dev.lodestar.host.shard;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Where the partitions of the timeline topic end. Asked without blocking the Streams thread, and again until the broker answers. */
final class EndOffsets {
    private static final Logger LOG = Logger.getLogger(EndOffsets.class);
    private static final long RETRY_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 30;

    private final Admin admin;
    private final String topic;
    private final Executor retryExecutor;

    EndOffsets(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
        this.retryExecutor = CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Offset after the last record of the partition at this moment. */
    CompletableFuture<Long> of(int partition) {
        return ask(new TopicPartition(topic, partition)).exceptionallyCompose(failure -> {
            LOG.warnf(failure, "End of the partition is not known yet partition=%d", partition);
            return CompletableFuture.supplyAsync(() -> partition, retryExecutor).thenCompose(this::of);
        });
    }

    /** The same, waited for; fails when the broker does not answer for {@value #PATIENCE_SECONDS} seconds. */
    long await(int partition) {
        try {
            return of(partition).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while the end of partition " + partition + " was asked for", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not say where partition " + partition + " ends", e);
        }
    }

    private CompletableFuture<Long> ask(TopicPartition partition) {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(end -> end.offset());
    }
}
