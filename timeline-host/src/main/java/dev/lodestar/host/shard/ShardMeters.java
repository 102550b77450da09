package dev.lodestar.host.shard;

import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What the shards of this replica hold and how far they are, summed over partitions. */
@ApplicationScoped
class ShardMeters {
    private final LocalShards shards;

    ShardMeters(LocalShards shards) {
        this.shards = shards;
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        held(registry, "lodestar.shards.events", "Distinct events held", TimelineView::eventCount);
        held(registry, "lodestar.shards.users", "Users held", ShardMeters::users);
        held(registry, "lodestar.shards.duplicates", "Events that repeated a known one", TimelineView::duplicateCount);
        held(
                registry,
                "lodestar.shards.conflicts",
                "Events under a known id with another body",
                TimelineView::conflictCount);
        status(registry, "lodestar.shards.unreadable", "Records that could not be decoded", ShardStatus::unreadable);
        status(registry, "lodestar.shards.lag", "Records still to be replayed", ShardStatus::lag);
        gauge(
                registry,
                "lodestar.shards.replayed",
                "Records applied from the log before processing began, since the start",
                local -> local.snapshotCounts().replayed().get());
        gauge(
                registry,
                "lodestar.shards.snapshots.refused",
                "Snapshots that could not be used, since the start",
                local -> local.snapshotCounts().refused().get());
        status(registry, "lodestar.shards.active", "Partitions processed here", shard -> shard.active() ? 1 : 0);
        gauge(registry, "lodestar.shards.partitions", "Partitions of the timeline", LocalShards::partitionCount);
        gauge(
                registry,
                "lodestar.shards.completeness",
                "Share of all partitions that this replica can answer for",
                LocalShards::coverage);
    }

    private static long users(TimelineView view) {
        return view.blocks().stream().mapToLong(UserBlock::size).sum();
    }

    private void held(MeterRegistry registry, String name, String description, ToLongFunction<TimelineView> value) {
        gauge(
                registry,
                name,
                description,
                local -> local.latest().values().stream()
                        .map(ShardView::view)
                        .mapToLong(value)
                        .sum());
    }

    private void status(MeterRegistry registry, String name, String description, ToLongFunction<ShardStatus> value) {
        gauge(
                registry,
                name,
                description,
                local -> local.statuses().stream().mapToLong(value).sum());
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<LocalShards> value) {
        Gauge.builder(name, shards, value).description(description).register(registry);
    }
}
