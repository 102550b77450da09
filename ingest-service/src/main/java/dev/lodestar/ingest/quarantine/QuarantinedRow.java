package dev.lodestar.ingest.quarantine;

import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.validation.QualityCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way into the quarantine.
 *
 * @param raw the row as it came; the beginning of it when it was too long to be kept, {@link #MAX_RAW_BYTES} at most
 * @param rawLength how many bytes it had
 * @param userHash whose row it is, hashed; null when it cannot be told
 * @param rowNumber its place in the request or file, from 1; null when it comes from the log
 */
public record QuarantinedRow(
        DataSet dataSet,
        Instant receivedAt,
        QualityCode code,
        String detail,
        byte[] raw,
        long rawLength,
        int planVersion,
        @SuppressWarnings("ArrayRecordComponent") // a hash on its way to the database; nobody compares or changes it
        byte @Nullable [] userHash,
        @Nullable UUID importId,
        @Nullable Long rowNumber) {
    /** Bytes that are kept of a row: as many as the limit of a row can be, so that no row that could ever pass is cut. */
    public static final int MAX_RAW_BYTES = 1 << 20;

    private static final byte[] NOTHING = {};

    public QuarantinedRow {
        raw = raw.length > MAX_RAW_BYTES ? Arrays.copyOf(raw, MAX_RAW_BYTES) : raw;
    }

    /** The row without its bytes and without whose it is. */
    QuarantinedRow ofSomebodyErased() {
        return new QuarantinedRow(
                dataSet,
                receivedAt,
                code,
                "the user was erased after the row came; the row is not kept",
                NOTHING,
                rawLength,
                planVersion,
                null,
                importId,
                rowNumber);
    }
}
