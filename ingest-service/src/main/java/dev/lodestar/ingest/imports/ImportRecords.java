package dev.lodestar.ingest.imports;

import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes down what becomes of a file, for the thread that receives it. Blocks. */
@ApplicationScoped
class ImportRecords {
    private static final Logger LOG = Logger.getLogger(ImportRecords.class);

    private final ImportRepository repository;
    private final Clock clock;

    ImportRecords(ImportRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    UUID begin(Upload upload) {
        Instant now = clock.instant();
        ImportEntity row = new ImportEntity();
        row.importId = UUID.randomUUID();
        row.dataSet = upload.dataSet().wireName();
        row.state = ImportState.RECEIVING.wireName();
        row.fileName = upload.fileName();
        row.mediaType = upload.mediaType();
        row.contentLength = upload.contentLength();
        row.createdAt = now;
        row.updatedAt = now;
        row.createdBy = upload.sentBy();
        await(() -> Panache.withTransaction(() -> repository.persist(row)));
        return row.importId;
    }

    void progress(UUID importId, Totals totals, long bytes) {
        change(importId, totals, bytes, row -> {});
    }

    ImportEntity finish(UUID importId, Totals totals, MeteredStream file) {
        String sha256 = file.sha256();
        return change(importId, totals, file.bytes(), row -> {
            row.state = ImportState.RUNNING.wireName();
            row.sha256 = sha256;
            row.finishedAt = row.updatedAt;
        });
    }

    /** Never throws: it runs while a failure is on its way to the client, which must not be replaced by another one. */
    void fail(UUID importId, Totals totals, long bytes, ProblemException problem) {
        try {
            change(importId, totals, bytes, row -> {
                row.state = ImportState.FAILED.wireName();
                row.failureCode = problem.code().code();
                row.failure = problem.getMessage();
                row.finishedAt = row.updatedAt;
            });
        } catch (RuntimeException e) {
            LOG.warnf(e, "The failure of an import could not be written down, import_id=%s", importId);
        }
    }

    private ImportEntity change(UUID importId, Totals totals, long bytes, Consumer<ImportEntity> change) {
        return await(() ->
                Panache.withTransaction(() -> repository.findById(importId).invoke(row -> {
                    row.updatedAt = clock.instant();
                    row.bytes = bytes;
                    totals.copyTo(row);
                    change.accept(row);
                })));
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw unavailable(e);
        }
    }

    private static ProblemException unavailable(@Nullable Throwable cause) {
        LOG.warn("The imports cannot be written down", cause);
        return ProblemException.unavailable("The database does not answer now.");
    }
}
