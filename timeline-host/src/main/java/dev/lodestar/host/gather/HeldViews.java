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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The local views that answers in progress read, so that all rounds of an answer see the same data. Held for a bounded time and number; an
 * answer that comes back later gets fresh views.
 */
@ApplicationScoped
class HeldViews {
    private final LocalShards shards;
    private final Duration retention;
    private final int limit;
    private final Clock clock;
    private final Map<ViewScope, Held> held = new LinkedHashMap<>();

    HeldViews(LocalShards shards, GatherConfig config, Clock clock) {
        this.shards = shards;
        this.retention = config.viewRetention();
        this.limit = config.heldAnswers();
        this.clock = clock;
    }

    /** Lets go what is held too long also when nobody asks: a view holds users who were erased since. */
    void start(@Observes StartupEvent started, Vertx vertx) {
        vertx.setPeriodic(Math.max(1, retention.toMillis()), ignored -> letGoNow());
    }

    private synchronized void letGoNow() {
        letGo(clock.instant());
    }

    /** The views of the scope by partition, as its first round found them; views at a barrier may still arrive later. */
    synchronized Map<Integer, ShardView> of(ViewScope scope) {
        Instant now = clock.instant();
        letGo(now);
        Held before = held.getOrDefault(scope, new Held(Map.of(), now));
        Map<Integer, ShardView> views = before.views().isEmpty() ? read(scope) : more(scope, before.views());
        held.put(scope, new Held(views, before.since()));
        return views;
    }

    private Map<Integer, ShardView> more(ViewScope scope, Map<Integer, ShardView> before) {
        return switch (scope) {
            case ViewScope.Latest ignored -> before;
            case ViewScope.AtBarrier ignored -> {
                Map<Integer, ShardView> views = new TreeMap<>(read(scope));
                views.putAll(before);
                yield views;
            }
        };
    }

    private Map<Integer, ShardView> read(ViewScope scope) {
        return switch (scope) {
            case ViewScope.Latest ignored -> shards.latest();
            case ViewScope.AtBarrier atBarrier -> shards.atBarrier(atBarrier.runId());
        };
    }

    private void letGo(Instant now) {
        Instant oldest = now.minus(retention);
        Iterator<Held> eldestFirst = held.values().iterator();
        while (eldestFirst.hasNext() && (eldestFirst.next().since().isBefore(oldest) || held.size() >= limit)) {
            eldestFirst.remove();
        }
    }

    private record Held(Map<Integer, ShardView> views, Instant since) {}
}
