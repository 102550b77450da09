package dev.lodestar.ingest.intake;

import dev.lodestar.ingest.reading.SourceRow;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.validation.Validated;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Rows that have been held against the rules. */
public final class Prepared {
    private final DataSet dataSet;
    private Origin origin;
    private final List<SourceRow> rows;
    private final List<Validated> verdicts;
    private final Set<String> users;
    private final RefusedUsers refused;
    private CompletableFuture<Boolean> lookedUp = CompletableFuture.completedFuture(true);

    Prepared(
            DataSet dataSet,
            Origin origin,
            List<SourceRow> rows,
            List<Validated> verdicts,
            Set<String> users,
            RefusedUsers refused) {
        this.dataSet = dataSet;
        this.origin = origin;
        this.rows = rows;
        this.verdicts = verdicts;
        this.users = users;
        this.refused = refused;
    }

    DataSet dataSet() {
        return dataSet;
    }

    Origin origin() {
        return origin;
    }

    List<SourceRow> rows() {
        return rows;
    }

    /** What came of each row, in their order. */
    List<Validated> verdicts() {
        return verdicts;
    }

    /** Whose the good rows are. */
    Set<String> users() {
        return users;
    }

    /** Whose the others are. */
    RefusedUsers refused() {
        return refused;
    }

    /** The users are being looked up, until then. */
    Prepared lookedUp(CompletableFuture<Boolean> then) {
        lookedUp = then;
        return this;
    }

    /** The rows count as received at an instant after that at which they were read. */
    public Prepared receivedAt(Instant at) {
        origin = new Origin(at, origin.sentAtMillis(), origin.importId());
        return this;
    }

    /** Returns once nobody is looking for the users any more. */
    void awaitLookup() {
        lookedUp.join();
    }
}
