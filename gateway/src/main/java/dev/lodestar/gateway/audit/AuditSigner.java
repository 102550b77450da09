package dev.lodestar.gateway.audit;

import dev.lodestar.gateway.audit.domain.ChainLink;
import dev.lodestar.gateway.audit.domain.CheckpointRule;
import dev.lodestar.gateway.audit.domain.SignedHead;
import dev.lodestar.gateway.audit.domain.SignedHead.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Signs heads of the chain, after a number of entries or a time, and takes them out of the database's reach. What follows the last signed head is checked first:
 * nothing is signed that does not fit what was signed before. Every replica signs; two that sign at once sign two places of the same chain.
 */
@ApplicationScoped
class AuditSigner {
    private static final Logger LOG = Logger.getLogger(AuditSigner.class);

    private final AuditLog log;
    private final AuditVerifier verifier;
    private final CheckpointStore store;
    private final HeadsTopic topic;
    private final AuditKeys keys;
    private final AuditConfig config;
    private final Vertx vertx;
    private final Clock clock = Clock.systemUTC();
    private final CheckpointRule rule;
    private final AtomicBoolean working = new AtomicBoolean();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger unpublished = new AtomicInteger();
    private volatile boolean stopping;

    AuditSigner(
            AuditLog log,
            AuditVerifier verifier,
            CheckpointStore store,
            HeadsTopic topic,
            AuditKeys keys,
            AuditConfig config,
            Vertx vertx,
            MeterRegistry meters) {
        this.log = log;
        this.verifier = verifier;
        this.store = store;
        this.topic = topic;
        this.keys = keys;
        this.config = config;
        this.vertx = vertx;
        this.rule = new CheckpointRule(config.checkpointEntries(), config.checkpointInterval());
        meters.gauge("lodestar.audit.broken", broken);
        meters.gauge("lodestar.audit.unpublished", unpublished);
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(config.checkpointPoll().toMillis(), due -> work());
    }

    /** The next replica, or start, signs on: the database's connections go before this timer does. */
    void stop(@Observes ShutdownEvent ending) {
        stopping = true;
    }

    private void work() {
        if (!stopping && working.compareAndSet(false, true)) {
            signWhenDue()
                    .compose(signed -> publish())
                    .onFailure(failure ->
                            LOG.warnf("Heads of the audit log could not be signed or published, cause=%s", failure))
                    .onComplete(done -> working.set(false));
        }
    }

    private Future<Void> signWhenDue() {
        return store.last()
                .compose(last -> log.storedHead()
                        .compose(head -> rule.due(last.orElse(null), head, clock.instant())
                                ? sign(last, head)
                                : Future.succeededFuture()));
    }

    /** Signs the present head, due or not, when entries follow the last signed one. */
    Future<Void> sign() {
        return store.last()
                .compose(last -> log.storedHead()
                        .compose(head ->
                                head.sequence() == sequence(last) ? Future.succeededFuture() : sign(last, head)));
    }

    private static long sequence(Optional<SignedHead> last) {
        return last.map(head -> head.link().sequence()).orElse(0L);
    }

    private Future<Void> sign(Optional<SignedHead> last, ChainLink head) {
        ChainLink from = last.map(SignedHead::link).orElse(ChainLink.GENESIS);
        return verifier.check(head, from).compose(verification -> {
            broken.set(verification.valid() ? 0 : 1);
            if (!verification.valid()) {
                LOG.errorf(
                        "The audit log does not fit its last signed head; nothing is signed, broken_at=%s reason=%s",
                        verification.brokenAt(), verification.reason());
                return Future.succeededFuture();
            }
            return store.store(keys.sign(Kind.HEAD, head, clock.instant()));
        });
    }

    /** Takes every head that is not yet outside the database there. */
    Future<Void> publish() {
        return store.unpublished().compose(heads -> {
            unpublished.set(heads.size());
            return publish(heads.iterator());
        });
    }

    private Future<Void> publish(Iterator<SignedHead> heads) {
        if (!heads.hasNext()) {
            return Future.succeededFuture();
        }
        SignedHead head = heads.next();
        return vertx.executeBlocking(() -> {
                    topic.publish(head);
                    return head;
                })
                .compose(store::published)
                .compose(ignored -> {
                    unpublished.decrementAndGet();
                    return publish(heads);
                });
    }
}
