package dev.lodestar.ingest.erasure;

import dev.lodestar.ingest.identity.PseudonymConfig;
import dev.lodestar.ingest.intake.Intake;
import dev.lodestar.ingest.intake.IntakeConfig;
import dev.lodestar.ingest.publishing.BrokerConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks after open erasures for as long as the service lives. A step that fails is taken again in the next round. */
@ApplicationScoped
class ErasureLoop {
    private static final Logger LOG = Logger.getLogger(ErasureLoop.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final ErasureRepository repository;
    private final ErasureSteps steps;
    private final ErasureConfig config;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("erasures").daemon().factory());

    ErasureLoop(
            ErasureRepository repository,
            ErasureSteps steps,
            ErasureConfig config,
            PseudonymConfig pseudonyms,
            BrokerConfig broker,
            IntakeConfig intake) {
        this.repository = repository;
        this.steps = steps;
        this.config = config;
        demand(
                "lodestar.pseudonym.cache-time and lodestar.broker.delivery-timeout together",
                pseudonyms.cacheTime().plus(broker.deliveryTimeout()));
        demand("three times lodestar.intake.timeout", Intake.filingLimit(intake));
    }

    private void demand(String what, Duration least) {
        if (config.settleTime().compareTo(least) < 0) {
            throw new IllegalStateException("lodestar.erasure.settle-time is " + config.settleTime()
                    + " and must be at least " + least + ", " + what);
        }
    }

    void start(@Observes StartupEvent started) {
        long millis = config.interval().toMillis();
        rounds.scheduleWithFixedDelay(this::round, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent ending) throws InterruptedException {
        rounds.shutdownNow();
        if (!rounds.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("A step of an erasure is still under way; it is taken again after the start");
        }
    }

    private void round() {
        try {
            List<Erasure> open = repository.open(config.roundSize()).await().atMost(config.timeout());
            open.forEach(this::advance);
        } catch (RuntimeException e) {
            LOG.warn("The open erasures cannot be read", e);
        }
    }

    private void advance(Erasure erasure) {
        try {
            steps.advance(erasure);
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "A step of an erasure failed and is taken again erasure=%s state=%s",
                    erasure.id(),
                    erasure.state());
        }
    }
}
