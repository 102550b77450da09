package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.routing.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Services that cannot be reached at the moment, and since when. While a service may just be in the middle of being replaced, calls wait and try again; once it
 * has been away for longer than that takes, they are told at once.
 */
@ApplicationScoped
class Outages {
    /**
     * @param since of the first failure in this row
     * @param latest of the last one
     */
    private record Outage(long since, long latest) {}

    private final Map<Target, Outage> outages = new ConcurrentHashMap<>();
    private final long bridgedNanos;
    private final long pauseMillis;
    private final Vertx vertx;
    private final GatewayMeters meters;
    private final LongSupplier nanoClock;

    @Inject
    Outages(GatewayConfig config, GatewayMeters meters, Vertx vertx) {
        this(config.outage(), config.attemptEvery(), meters, vertx, System::nanoTime);
    }

    Outages(Duration bridged, Duration pause, GatewayMeters meters, Vertx vertx, LongSupplier nanoClock) {
        this.bridgedNanos = bridged.toNanos();
        this.pauseMillis = Math.max(1, pause.toMillis());
        this.vertx = vertx;
        this.meters = meters;
        this.nanoClock = nanoClock;
    }

    /** Notes that the service answers. */
    void over(Target target) {
        if (!outages.isEmpty()) {
            outages.remove(target);
        }
    }

    /**
     * Notes that the service could not be reached.
     *
     * @param waited how long the call has lived: none waits for longer than an outage may take, though others may have reached the service meanwhile
     * @return completed when it is time to try again; empty when the caller is to be told
     */
    Optional<Future<Void>> again(Target target, Duration waited) {
        long now = nanoClock.getAsLong();
        Outage outage = outages.merge(
                target,
                new Outage(now, now),
                // A failure long ago and nobody asking since is another outage.
                (known, found) -> now - known.latest > bridgedNanos ? found : new Outage(known.since, now));
        if (now - outage.since >= bridgedNanos || waited.toNanos() >= bridgedNanos) {
            return Optional.empty();
        }
        meters.repeated(target);
        return Optional.of(Future.future(
                due -> vertx.timer(pauseMillis, TimeUnit.MILLISECONDS).onComplete(due)));
    }
}
