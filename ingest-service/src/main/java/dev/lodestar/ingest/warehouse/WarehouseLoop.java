package dev.lodestar.ingest.warehouse;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the writer going on a thread of its own for as long as the service lives. A round that fails, as while the database is away, is done again
 * from the stored positions after a pause; falling behind is a matter for the meters, not for the service's health.
 */
@ApplicationScoped
class WarehouseLoop {
    private static final Logger LOG = Logger.getLogger(WarehouseLoop.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final WarehouseConfig config;
    private final WarehouseConsumers consumers;
    private final WarehouseWriter writer;
    private final AtomicLong lag = new AtomicLong();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Thread thread;

    WarehouseLoop(WarehouseConfig config, WarehouseConsumers consumers, WarehouseWriter writer, MeterRegistry meters) {
        this.config = config;
        this.consumers = consumers;
        this.writer = writer;
        Gauge.builder("lodestar.warehouse.lag", lag, AtomicLong::get)
                .description("Records of this replica's partitions that are not yet in the warehouse")
                .register(meters);
    }

    void start(@Observes StartupEvent started) {
        if (config.enabled()) {
            thread = Thread.ofPlatform().name("warehouse-writer").daemon().start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent ending) throws InterruptedException {
        stop.countDown();
        Consumer<byte[], byte[]> running = consumer;
        if (running != null) {
            running.wakeup();
        }
        if (thread != null) {
            thread.join(STOP_LIMIT);
        }
    }

    private void run() {
        while (!stopping()) {
            try (Consumer<byte[], byte[]> current = consumers.create()) {
                consumer = current;
                writer.join(current);
                consume(current);
            } catch (WakeupException ignored) {
                LOG.debug("The warehouse writer stops");
            } catch (RuntimeException e) {
                LOG.error("The warehouse writer lost its consumer and makes a new one", e);
                pause();
            }
        }
    }

    private void consume(Consumer<byte[], byte[]> current) {
        while (!stopping()) {
            try {
                writer.round(current);
                lag.set(lagOf(current));
            } catch (WakeupException e) {
                throw e;
            } catch (RuntimeException e) {
                if (!stopping()) {
                    LOG.warn("The warehouse could not be written; the round is done again", e);
                    pause();
                    writer.rewind(current);
                }
            }
        }
    }

    private static long lagOf(Consumer<byte[], byte[]> current) {
        long lag = 0;
        for (TopicPartition partition : current.assignment()) {
            lag += current.currentLag(partition).orElse(0);
        }
        return lag;
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void pause() {
        try {
            stop.await(config.retryPause().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }
}
