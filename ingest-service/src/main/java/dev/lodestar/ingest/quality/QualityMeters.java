package dev.lodestar.ingest.quality;

import dev.lodestar.ingest.validation.DataSet;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The books of today and the two days before, read once a minute, so that a row without a fate, or a bad day, is noticed before anybody asks. NaN until they
 * were read.
 */
@ApplicationScoped
class QualityMeters {
    private static final Logger LOG = Logger.getLogger(QualityMeters.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int DAYS_BEFORE = 2;

    private final QualityRepository repository;
    private final Vertx vertx;
    private final Clock clock;
    private final ZoneId zone;
    private volatile @Nullable Reconciliation last;
    private volatile Map<String, Double> scores = Map.of();

    QualityMeters(QualityRepository repository, Vertx vertx, Clock clock, ZoneId zone) {
        this.repository = repository;
        this.vertx = vertx;
        this.clock = clock;
        this.zone = zone;
    }

    void register(@Observes StartupEvent event, MeterRegistry meters) {
        Gauge.builder("lodestar.ingest.pending", this, QualityMeters::pending)
                .description("Rows of today and the two days before that were received and have no fate yet")
                .register(meters);
        Gauge.builder("lodestar.ingest.mismatch", this, QualityMeters::mismatch)
                .description(
                        "Records of the log up to the warehouse's position that have no fate, or fates beyond one each")
                .register(meters);
        for (DataSet set : DataSet.values()) {
            Gauge.builder("lodestar.ingest.quality.score", this, own -> own.score(set))
                    .description("Score of the last day, of today and the two before, on which rows came")
                    .tag("data_set", set.wireName())
                    .register(meters);
        }
        vertx.setPeriodic(
                INTERVAL.toMillis(),
                ignored -> read().subscribe()
                        .with(done -> {}, failure -> LOG.warn("The books could not be read for the meters", failure)));
    }

    /** Reads the books; done when the meters have them. */
    Uni<Void> read() {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        return repository
                .counts(new QualityQuery.Range(today.minusDays(DAYS_BEFORE), today.plusDays(1), zone))
                .chain(counts -> repository.log().invoke(log -> take(counts, log)))
                .replaceWithVoid();
    }

    private void take(List<BookedCount> counts, List<Reconciliation.LogCheck> log) {
        last = Reconciliation.of(counts, log);
        scores = QualityReport.of(counts, zone).latestScores();
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

    private double score(DataSet set) {
        return scores.getOrDefault(set.wireName(), Double.NaN);
    }
}
