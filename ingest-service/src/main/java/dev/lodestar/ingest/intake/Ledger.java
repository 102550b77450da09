package dev.lodestar.ingest.intake;

import dev.lodestar.ingest.quality.Fate;
import dev.lodestar.ingest.quality.QualityBooks;
import dev.lodestar.ingest.quarantine.QuarantineWriter;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.kit.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Files what was refused and books what was received, in one transaction, once the broker has what was accepted. Blocks. */
@ApplicationScoped
class Ledger {
    private static final Logger LOG = Logger.getLogger(Ledger.class);

    private final Pool pool;
    private final QuarantineWriter quarantine;
    private final QualityBooks books;
    private final MeterRegistry meters;
    private final IntakeConfig config;
    private final Clock clock;

    Ledger(
            Pool pool,
            QuarantineWriter quarantine,
            QualityBooks books,
            MeterRegistry meters,
            IntakeConfig config,
            Clock clock) {
        this.clock = clock;
        this.pool = pool;
        this.quarantine = quarantine;
        this.books = books;
        this.meters = meters;
        this.config = config;
    }

    /** From the start, so that the first rows are an increase from none. */
    void showCounters(@Observes StartupEvent started) {
        for (DataSet dataSet : DataSet.values()) {
            List.of(Fate.RECEIVED, Fate.ACCEPTED, Fate.DUPLICATE, Fate.QUARANTINED)
                    .forEach(fate -> rows(dataSet, fate));
        }
    }

    /**
     * How long after their receipt refused rows may reach the quarantine: the broker has its time, what was sent before them has as much, and so has the database. An erasure
     * that has waited for so long has seen all that was received before it.
     */
    static Duration limit(IntakeConfig config) {
        return config.timeout().multipliedBy(3);
    }

    void file(Submission submission) {
        if (isTooLate(submission)) {
            LOG.warn("Refused rows waited for too long and are not filed");
            throw notFiled();
        }
        try {
            pool.withTransaction(connection -> quarantine
                            .add(connection, submission.refused())
                            .chain(() -> books.book(connection, QualityBooks.EDGE, submission.entries())))
                    .await()
                    .atMost(config.timeout());
        } catch (RuntimeException e) {
            LOG.warn("The quarantine and the books cannot be written", e);
            throw notFiled();
        }
        count(submission, Fate.RECEIVED, submission.rows());
        count(submission, Fate.ACCEPTED, submission.accepted());
        count(submission, Fate.DUPLICATE, submission.duplicates());
        count(submission, Fate.QUARANTINED, submission.quarantined());
    }

    /** The writing itself may take a third of the limit. */
    private boolean isTooLate(Submission submission) {
        Instant latest = clock.instant().minus(limit(config)).plus(config.timeout());
        return submission.refused().stream().anyMatch(row -> row.receivedAt().isBefore(latest));
    }

    private static ProblemException notFiled() {
        return ProblemException.unavailable(
                "What was refused could not be filed; send the rows again, what is stored already is not stored twice.");
    }

    private void count(Submission submission, Fate fate, int rows) {
        rows(submission.dataSet(), fate).increment(rows);
    }

    private Counter rows(DataSet dataSet, Fate fate) {
        return meters.counter("lodestar.ingest.rows", "data_set", dataSet.wireName(), "fate", fate.wireName());
    }
}
