package dev.lodestar.host.gather;

import dev.lodestar.engine.query.AsOf;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.host.shard.ShardView;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Scans local shards in parallel, one partition per thread of a small pool, away from the event loop. */
@ApplicationScoped
class LocalTallies {
    private final HeldViews views;
    private final ExecutorService pool;

    LocalTallies(HeldViews views, GatherConfig config) {
        this.views = views;
        this.pool = Executors.newFixedThreadPool(
                config.threads().orElseGet(() -> Runtime.getRuntime().availableProcessors()),
                Thread.ofPlatform().daemon().name("shard-scan-", 0).factory());
    }

    void stop(@Observes ShutdownEvent event) {
        pool.shutdownNow();
    }

    /** The tallies of the local partitions that the predicate takes. */
    Collection<PartialTally> of(ViewScope scope, TimelineQuery query, Predicate<ShardView> wanted) {
        List<CompletableFuture<PartialTally>> scans = views.of(scope).values().stream()
                .filter(wanted)
                .map(view -> CompletableFuture.supplyAsync(() -> tally(view, scope.calendar(), query), pool))
                .toList();
        return scans.stream().map(CompletableFuture::join).toList();
    }

    /** Lets go the views of an answer that has ended. */
    void release(String answerId) {
        views.release(answerId);
    }

    private static PartialTally tally(ShardView view, @Nullable ProjectCalendar calendar, TimelineQuery query) {
        TimelineView timelines = calendar == null ? view.view() : view.view().in(calendar);
        AsOf asOf = AsOf.of(view.partition(), timelines.offset(), timelines.newestReceivedAtMillis());
        return new PartialTally(view.partition(), view.stale(), asOf, query.tally(timelines));
    }
}
