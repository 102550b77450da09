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

    Ledger(Pool pool, QuarantineWriter quarantine, QualityBooks books, MeterRegistry meters, IntakeConfig config) {
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

    void file(Submission submission) {
        try {
            pool.withTransaction(connection -> quarantine
                            .add(connection, submission.refused())
                            .chain(() -> books.book(connection, QualityBooks.EDGE, submission.entries())))
                    .await()
                    .atMost(config.timeout());
        } catch (RuntimeException e) {
            LOG.warn("The quarantine and the books cannot be written", e);
            throw ProblemException.unavailable(
                    "What was refused could not be filed; send the rows again, what is stored already is not stored twice.");
        }
        count(submission, Fate.RECEIVED, submission.rows());
        count(submission, Fate.ACCEPTED, submission.accepted());
        count(submission, Fate.DUPLICATE, submission.duplicates());
        count(submission, Fate.QUARANTINED, submission.quarantined());
    }

    private void count(Submission submission, Fate fate, int rows) {
        rows(submission.dataSet(), fate).increment(rows);
    }

    private Counter rows(DataSet dataSet, Fate fate) {
        return meters.counter("lodestar.ingest.rows", "data_set", dataSet.wireName(), "fate", fate.wireName());
    }
}
