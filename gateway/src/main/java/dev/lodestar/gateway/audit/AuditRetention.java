package dev.lodestar.gateway.audit;

import dev.lodestar.gateway.audit.domain.SignedHead;
import dev.lodestar.gateway.audit.domain.SignedHead.Kind;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Removes entries that are older than the policy keeps them, up to a signed head, and signs that place as the floor: the chain is proven from there on, and nobody
 * without the key can pass off a removal as the policy's work.
 */
@ApplicationScoped
class AuditRetention {
    private static final Logger LOG = Logger.getLogger(AuditRetention.class);

    private final CheckpointStore store;
    private final AuditKeys keys;
    private final AuditConfig config;
    private final Clock clock = Clock.systemUTC();

    AuditRetention(CheckpointStore store, AuditKeys keys, AuditConfig config) {
        this.store = store;
        this.keys = keys;
        this.config = config;
    }

    void start(@Observes StartupEvent started, Vertx vertx) {
        config.retention()
                .ifPresent(kept -> vertx.setPeriodic(
                        config.retentionPoll().toMillis(),
                        due -> forget(kept)
                                .onSuccess(AuditRetention::tell)
                                .onFailure(failure ->
                                        LOG.warnf("Old audit entries could not be removed, cause=%s", failure))));
    }

    private static void tell(int removed) {
        if (removed > 0) {
            LOG.infof("Audit entries beyond the retention period were removed, entries=%d", removed);
        }
    }

    /** Removes what lies at or under the last head that was signed before the period; gives the number of removed entries. */
    Future<Integer> forget(Duration kept) {
        return store.lastBefore(clock.instant().minus(kept))
                .compose(head -> store.floor().compose(floor -> forget(head, floor)));
    }

    private Future<Integer> forget(Optional<SignedHead> head, Optional<SignedHead> floor) {
        long removed = floor.map(reached -> reached.link().sequence()).orElse(0L);
        return head.filter(until ->
                        until.link().sequence() > removed && keys.trusted().signed(until))
                .map(until -> store.forget(keys.sign(Kind.FLOOR, until.link(), clock.instant())))
                .orElseGet(() -> Future.succeededFuture(0));
    }
}
