package dev.lodestar.ingest.imports;

import dev.lodestar.ingest.intake.IdenticalRows;
import dev.lodestar.ingest.intake.Intake;
import dev.lodestar.ingest.intake.Origin;
import dev.lodestar.ingest.intake.Prepared;
import dev.lodestar.ingest.reading.CsvHeader;
import dev.lodestar.ingest.reading.CsvReader;
import dev.lodestar.ingest.reading.JsonLinesReader;
import dev.lodestar.ingest.reading.RowReader;
import dev.lodestar.ingest.reading.SourceRow;
import dev.lodestar.ingest.reading.UnreadableSourceException;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.kit.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Receives one file, chunk by chunk. Some chunks are on their way to the broker, and the users of some are looked up, while the next ones are read; when too
 * many are on their way, the reading waits.
 * Belongs to one thread, but for its totals.
 */
final class Reception implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Reception.class);

    /** Chunks whose users may be looked up while earlier ones are sent. */
    private static final int LOOKED_UP_AHEAD = 3;

    private final Intake intake;
    private final ImportConfig config;
    private final Clock clock;
    private final DataSet dataSet;
    private final UUID importId;
    private final Totals totals = new Totals();
    private final Deque<Prepared> prepared = new ArrayDeque<>();
    private final Pending pending;

    Reception(Intake intake, ImportConfig config, Clock clock, DataSet dataSet, UUID importId) {
        this.intake = intake;
        this.config = config;
        this.clock = clock;
        this.dataSet = dataSet;
        this.importId = importId;
        this.pending =
                Pending.watched(submission -> totals.add(submission, intake.settle(submission)), config.settleAfter());
    }

    @Override
    public void close() {
        pending.close();
    }

    /** What has been settled so far; all of the file when {@link #receive} has returned, and what of it was sent when that has failed. */
    Totals totals() {
        return totals;
    }

    /**
     * Reads the file to its end and settles all of it. When that fails, what is on its way already is still settled, as far as that can be done: its good
     * rows are stored, so they have to be booked, and its bad ones kept.
     *
     * @param afterChunk called after each chunk
     * @throws IOException when the client goes away
     */
    void receive(InputStream file, boolean csv, Runnable afterChunk) throws IOException {
        try (IdenticalRows identicalRows = new IdenticalRows(config.identicalRowsMemoryBytes())) {
            RowReader reader = csv ? csvReader(file) : new JsonLinesReader(file, config.maxLineBytes());
            Chunk chunk = new Chunk(config.chunkRows(), config.chunkBytes());
            for (SourceRow row = reader.next(); row != null; row = reader.next()) {
                if (chunk.add(row)) {
                    prepare(chunk.take());
                    sendDownTo(LOOKED_UP_AHEAD, identicalRows);
                    afterChunk.run();
                }
            }
            prepare(chunk.take());
            sendDownTo(0, identicalRows);
            settleDownTo(0);
            if (totals.rowsRead() == 0 && !csv) {
                throw unreadable("the file is empty");
            }
        } catch (IOException | RuntimeException | Error e) {
            prepared.clear();
            settleWhatWasSent();
            throw e;
        }
    }

    /** Never throws: a failure is on its way already. Stops where something cannot be settled, since each attempt may take as long as the broker and the database may. */
    private void settleWhatWasSent() {
        int left = pending.settleRest();
        if (left > 0) {
            LOG.warnf("%d chunks that were sent could not be settled, import_id=%s", left, importId);
        }
    }

    private void prepare(List<SourceRow> chunk) {
        if (!chunk.isEmpty()) {
            prepared.add(intake.prepare(dataSet, chunk, new Origin(clock.instant(), 0, importId)));
        }
    }

    private void sendDownTo(int maxPrepared, IdenticalRows identicalRows) {
        while (prepared.size() > maxPrepared) {
            // Received is what is held against the erasures from here on, however long its client was silent before.
            Prepared next = prepared.remove().receivedAt(clock.instant());
            pending.add(intake.submit(next, identicalRows));
            settleDownTo(config.maxPendingChunks());
        }
    }

    private void settleDownTo(int maxPending) {
        pending.settleDownTo(maxPending);
        if (totals.quarantined() > config.maxQuarantinedRows()) {
            throw new ProblemException(
                    ImportProblem.TOO_MANY_BAD_ROWS,
                    totals.quarantined() + " rows of the first " + totals.rowsRead()
                            + " are bad; see /quality/quarantine for the reasons.",
                    null,
                    "at most " + config.maxQuarantinedRows() + " bad rows");
        }
    }

    private CsvReader csvReader(InputStream file) throws IOException {
        try {
            CsvReader reader = new CsvReader(file, config.maxLineBytes());
            CsvHeader header = reader.header();
            for (String required : dataSet.requiredColumns()) {
                if (!header.has(required)) {
                    throw missing(required, header.columns());
                }
            }
            totals.header(header.line(), dataSet.ignored(header.columns()));
            return reader;
        } catch (UnreadableSourceException e) {
            throw unreadable(e.getMessage());
        }
    }

    /** Names are quoted only where they are known: what is not may be the first row of a file without a header, which says who somebody is. */
    private ProblemException missing(String required, List<String> columns) {
        List<String> known = dataSet.known(columns);
        String detail = known.isEmpty()
                ? "The first line is read as the header, and none of its " + columns.size()
                        + " columns is known. A file begins with the names of its columns."
                : "The header has no column '" + required + "'; it has " + known + ", and unknown ones: "
                        + (columns.size() - known.size()) + ".";
        return new ProblemException(
                ImportProblem.MISSING_COLUMN,
                detail,
                required,
                "the columns " + dataSet.requiredColumns() + ", in any order");
    }

    private static ProblemException unreadable(@Nullable String why) {
        return new ProblemException(ImportProblem.UNREADABLE_FILE, why == null ? "the file cannot be read" : why);
    }
}
