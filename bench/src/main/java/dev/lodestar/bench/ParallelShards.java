package dev.lodestar.bench;

import dev.lodestar.engine.query.AsOf;
import dev.lodestar.engine.query.Gathered;
import dev.lodestar.engine.query.Shards;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.engine.timeline.TimelineView;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Partitions scanned by a small pool, one partition a thread, as a replica does it. */
final class ParallelShards implements Shards, AutoCloseable {
    private final Collection<TimelineView> views;
    private final ExecutorService pool;

    ParallelShards(Collection<TimelineView> views, int threads) {
        this(views, pool(threads));
    }

    /** With threads that others may use too. */
    ParallelShards(Collection<TimelineView> views, ExecutorService pool) {
        this.views = views;
        this.pool = pool;
    }

    static ExecutorService pool(int threads) {
        return Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory());
    }

    @Override
    public Gathered gather(TimelineQuery query) {
        List<CompletableFuture<Tally>> scans = views.stream()
                .map(view -> CompletableFuture.supplyAsync(() -> query.tally(view), pool))
                .toList();
        return new Gathered(
                Tally.merge(scans.stream().map(CompletableFuture::join).toList()), AsOf.NOTHING, 1.0);
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
