package dev.lodestar.ingest.quality;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The books of the last two days, read once a minute, so that a row without a fate is noticed before anybody asks. NaN until they were read. */
@ApplicationScoped
class ReconciliationMeters {
    private static final Logger LOG = Logger.getLogger(ReconciliationMeters.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration SPAN = Duration.ofDays(2);

    private final QualityRepository repository;
    private final Vertx vertx;
    private final Clock clock;
    private volatile @Nullable Reconciliation last;

    ReconciliationMeters(QualityRepository repository, Vertx vertx, Clock clock) {
        this.repository = repository;
        this.vertx = vertx;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event, MeterRegistry meters) {
        Gauge.builder("lodestar.ingest.pending", this, ReconciliationMeters::pending)
                .description("Rows of the last two days that were received and have no fate yet")
                .register(meters);
        Gauge.builder("lodestar.ingest.mismatch", this, ReconciliationMeters::mismatch)
                .description(
                        "Records of the log up to the warehouse's position that have no fate, or fates beyond one each")
                .register(meters);
        vertx.setPeriodic(INTERVAL.toMillis(), ignored -> read());
    }

    private void read() {
        Instant now = clock.instant();
        repository
                .counts(new QualityQuery.Range(now.minus(SPAN), now.plus(INTERVAL)))
                .chain(counts -> repository.log().map(log -> Reconciliation.of(counts, log)))
                .subscribe()
                .with(
                        books -> last = books,
                        failure -> LOG.warn("The books could not be read for the meters", failure));
    }

    private double pending() {
        Reconciliation books = last;
        return books == null ? Double.NaN : books.pending();
    }

    private double mismatch() {
        Reconciliation books = last;
        return books == null
                ? Double.NaN
                : books.log().stream()
                        .mapToLong(partition -> Math.abs(partition.read() - partition.booked()))
                        .sum();
    }
}
