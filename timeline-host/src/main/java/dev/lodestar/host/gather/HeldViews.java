package dev.lodestar.host.gather;

import dev.lodestar.host.shard.LocalShards;
import dev.lodestar.host.shard.ShardView;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The local views that answers in progress read, so that all rounds of an answer see the same data. An answer lets its views go when it ends, wherever
 * it was asked; those of a listing are held between its pages, for a bounded time and number, as each may be a copy of the timelines. Whoever comes back
 * later gets fresh views.
 */
@ApplicationScoped
class HeldViews {
    private final LocalShards shards;
    private final Duration retention;
    private final int limit;
    private final Clock clock;
    private final Map<ViewScope, Held> held = new ConcurrentHashMap<>();

    HeldViews(LocalShards shards, GatherConfig config, Clock clock) {
        this.shards = shards;
        this.retention = config.viewRetention();
        this.limit = config.heldListings();
        this.clock = clock;
    }

    /** Lets go what is held too long also when nobody asks: a view holds users who were erased since. */
    void start(@Observes StartupEvent started, Vertx vertx) {
        vertx.setPeriodic(Math.max(1, retention.toMillis()), ignored -> letGoOld());
    }

    /** The views of the scope by partition, as its first round found them; views at a barrier may still arrive later. */
    Map<Integer, ShardView> of(ViewScope scope) {
        letGoOld();
        if (scope.isListing() && !held.containsKey(scope)) {
            letGoListings();
        }
        return held.computeIfAbsent(scope, begun -> new Held(clock.instant())).of(scope);
    }

    /** Lets go the views of an answer that has ended. */
    void release(String answerId) {
        held.keySet().removeIf(scope -> scope.answerId().equals(answerId));
    }

    /** How many answers and listings have views held. */
    int size() {
        return held.size();
    }

    private void letGoOld() {
        Instant oldest = clock.instant().minus(retention);
        held.values().removeIf(views -> views.since.isBefore(oldest));
    }

    /** Makes room for one more. */
    private void letGoListings() {
        held.entrySet().stream()
                .filter(entry -> entry.getKey().isListing())
                .sorted(Comparator.comparing(
                        (Map.Entry<ViewScope, Held> entry) -> entry.getValue().since, Comparator.reverseOrder()))
                .skip(limit - 1L)
                .forEach(entry -> held.remove(entry.getKey()));
    }

    private Map<Integer, ShardView> read(ViewScope scope) {
        return switch (scope) {
            case ViewScope.Latest ignored -> shards.latest();
            case ViewScope.AtBarrier atBarrier -> shards.atBarrier(atBarrier.runId());
        };
    }

    /** What one answer reads. Rounds of different answers do not wait for one another while views are made. */
    private final class Held {
        private final Instant since;
        private Map<Integer, ShardView> views = Map.of();

        private Held(Instant since) {
            this.since = since;
        }

        private synchronized Map<Integer, ShardView> of(ViewScope scope) {
            if (views.isEmpty() || scope instanceof ViewScope.AtBarrier) {
                Map<Integer, ShardView> found = new TreeMap<>(read(scope));
                found.putAll(views);
                views = found;
            }
            return views;
        }
    }
}
