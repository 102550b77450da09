package dev.lodestar.ingest.imports;

import dev.lodestar.ingest.intake.Intake;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Receives files; blocks until the broker has every good row of a file and the quarantine every bad one. */
@ApplicationScoped
class Importer {
    private static final Logger LOG = Logger.getLogger(Importer.class);

    private final Intake intake;
    private final ImportRecords records;
    private final ImportConfig config;
    private final Clock clock;
    private final ImportHeartbeat heartbeat;
    private final Semaphore permits;

    Importer(Intake intake, ImportRecords records, ImportConfig config, Clock clock, ImportHeartbeat heartbeat) {
        this.intake = intake;
        this.records = records;
        this.config = config;
        this.clock = clock;
        this.heartbeat = heartbeat;
        this.permits = new Semaphore(config.maxConcurrent());
    }

    ImportEntity receive(Upload upload) {
        if (!permits.tryAcquire()) {
            throw new ProblemException(
                    ImportProblem.TOO_MANY_IMPORTS,
                    config.maxConcurrent() + " files are being received; try again later.");
        }
        try {
            UUID importId = records.begin(upload);
            try (ImportHeartbeat.Life ignored = heartbeat.of(importId);
                    Reception reception = new Reception(intake, config, clock, upload.dataSet(), importId)) {
                return received(upload, importId, reception);
            }
        } finally {
            permits.release();
        }
    }

    private ImportEntity received(Upload upload, UUID importId, Reception reception) {
        long bytes = 0;
        try (InputStream unpacked = upload.coding().unpack(upload.body());
                MeteredStream file = new MeteredStream(unpacked)) {
            Progress progress = new Progress(importId, reception.totals(), file);
            try {
                reception.receive(file, upload.csv(), progress);
            } finally {
                bytes = file.bytes();
            }
            return records.finish(importId, reception.totals(), file);
        } catch (IOException e) {
            LOG.infof("An upload broke off, import_id=%s", importId);
            throw failed(importId, reception.totals(), bytes, interrupted());
        } catch (ProblemException e) {
            throw failed(importId, reception.totals(), bytes, e);
        } catch (RuntimeException | Error e) {
            records.fail(
                    importId, reception.totals(), bytes, broken()); // whatever it is, nobody receives the file any more
            throw e;
        }
    }

    private ProblemException failed(UUID importId, Totals totals, long bytes, ProblemException problem) {
        records.fail(importId, totals, bytes, problem);
        return problem;
    }

    private static ProblemException interrupted() {
        return new ProblemException(
                ImportProblem.INTERRUPTED,
                "The upload broke off or is not packed as Content-Encoding says. Send the file again; what is stored already is"
                        + " not stored twice.");
    }

    private static ProblemException broken() {
        return new ProblemException(
                ImportProblem.INTERRUPTED,
                "The service failed while it received the file. Send the file again; what is stored already is not stored twice.");
    }

    /** Writes progress down now and then. */
    private final class Progress implements Runnable {
        private final UUID importId;
        private final Totals totals;
        private final MeteredStream file;
        private Instant due;

        Progress(UUID importId, Totals totals, MeteredStream file) {
            this.importId = importId;
            this.totals = totals;
            this.file = file;
            this.due = clock.instant().plus(config.progressInterval());
        }

        @Override
        public void run() {
            if (!clock.instant().isBefore(due)) {
                records.progress(importId, totals, file.bytes());
                due = clock.instant().plus(config.progressInterval());
            }
        }
    }
}
