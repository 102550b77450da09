package dev.lodestar.gateway.audit;

import dev.lodestar.gateway.audit.domain.AuditEvent;
import dev.lodestar.gateway.audit.domain.ChainLink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Appends to the audit log, in the order of arrival, many entries at a time. */
@ApplicationScoped
public class AuditLog {
    private static final Logger LOG = Logger.getLogger(AuditLog.class);

    private final Pool pool;
    private final Vertx vertx;
    private final AuditConfig config;
    private final Timer commits;
    private final Counter lost;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean writing = new AtomicBoolean();

    /** Where this replica believes the chain to end; null until read, and after a failure. Touched only by the one that holds {@link #writing}. */
    private volatile @Nullable ChainLink head;

    AuditLog(Pool pool, Vertx vertx, AuditConfig config, MeterRegistry meters) {
        this.pool = pool;
        this.vertx = vertx;
        this.config = config;
        this.commits = meters.timer("lodestar.audit.commit");
        this.lost = meters.counter("lodestar.audit.lost");
        meters.gauge("lodestar.audit.waiting", queued);
    }

    /** Stores the event; the future completes on the caller's context once it is committed, or when it cannot be and need not ({@link AuditConfig#requiredForReads}). */
    public Future<Void> append(AuditEvent event) {
        Future<Void> stored = enqueue(event);
        return config.requiredForReads() || !event.isRead()
                ? stored
                : stored.otherwise(unstored -> {
                    lost.increment();
                    return null;
                });
    }

    private Future<Void> enqueue(AuditEvent event) {
        if (queued.incrementAndGet() > config.queueLimit()) {
            queued.decrementAndGet();
            return Future.failedFuture(unstored(event, new IllegalStateException("too many entries wait")));
        }
        Waiting waiting = new Waiting(event, vertx.getOrCreateContext(), Promise.promise());
        queue.add(waiting);
        write();
        return waiting.stored.future();
    }

    private void write() {
        if (queue.isEmpty() || !writing.compareAndSet(false, true)) {
            return;
        }
        List<Waiting> batch = take();
        if (batch.isEmpty()) {
            writing.set(false);
            write();
            return;
        }
        Timer.Sample started = Timer.start();
        store(batch.stream().map(Waiting::event).toList(), config.attempts())
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(result -> {
                    started.stop(commits);
                    if (result.failed()) {
                        head = null;
                    }
                    batch.forEach(waiting -> waiting.complete(result.cause()));
                    writing.set(false);
                    write();
                });
    }

    private List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>();
        while (batch.size() < config.batchLimit()) {
            Waiting next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        queued.addAndGet(-batch.size());
        return batch;
    }

    private Future<Void> store(List<AuditEvent> events, int attemptsLeft) {
        return currentHead().compose(known -> {
            AuditBatch batch = new AuditBatch(known, events);
            return pool.preparedQuery(AuditSql.APPEND)
                    .execute(batch.parameters())
                    .compose(result -> result.rowCount() == events.size()
                            ? moved(batch.after())
                            : again(events, attemptsLeft - 1));
        });
    }

    private Future<Void> moved(ChainLink to) {
        head = to;
        return Future.succeededFuture();
    }

    private Future<Void> again(List<AuditEvent> events, int attemptsLeft) {
        head = null;
        return attemptsLeft > 0
                ? store(events, attemptsLeft)
                : Future.failedFuture(new IllegalStateException("other replicas moved the head at every attempt"));
    }

    private Future<ChainLink> currentHead() {
        ChainLink known = head;
        return known == null ? storedHead() : Future.succeededFuture(known);
    }

    /** Where the chain ends by the database. */
    Future<ChainLink> storedHead() {
        return pool.query(AuditSql.HEAD).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new ChainLink(row.getLong(0), row.getString(1));
        });
    }

    private static AuditUnavailableException unstored(AuditEvent event, Throwable cause) {
        LOG.errorf(cause, "An audit entry could not be stored, entry=%s", event);
        return new AuditUnavailableException(cause);
    }

    private record Waiting(AuditEvent event, Context context, Promise<Void> stored) {
        void complete(@Nullable Throwable failure) {
            context.runOnContext(ignored -> {
                if (failure == null) {
                    stored.complete();
                } else {
                    stored.fail(unstored(event, failure));
                }
            });
        }
    }
}
