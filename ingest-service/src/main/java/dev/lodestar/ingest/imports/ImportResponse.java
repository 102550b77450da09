package dev.lodestar.ingest.imports;

import dev.lodestar.ingest.warehouse.ImportOutcomes.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that was sent in.
 *
 * @param queryable whether every row of it is in the warehouse: its position has passed {@code offsets} in every partition
 * @param bytes read so far, unpacked
 * @param progress share of the file that has been read, null while it is received and its size is not known
 * @param rowsRead = accepted + quarantined
 * @param accepted rows that the broker has
 * @param stored rows that are in the warehouse because of this file; still growing until it is queryable
 * @param duplicates accepted rows that were there already, or changed nothing
 * @param conflicts accepted rows that the warehouse put into the quarantine: another body under a known event id
 * @param ignoredColumns columns of the file that mean nothing to the data set
 * @param offsets the offset after the file's last record, per partition of the topic
 */
public record ImportResponse(
        UUID importId,
        String dataSet,
        ImportState state,
        boolean queryable,
        @Nullable String fileName,
        String mediaType,
        @Nullable Long contentLength,
        long bytes,
        @Nullable Double progress,
        @Nullable String sha256,
        long rowsRead,
        long accepted,
        long quarantined,
        long stored,
        long duplicates,
        long conflicts,
        List<String> ignoredColumns,
        Map<Integer, Long> offsets,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant finishedAt,
        @Nullable Failure failure) {
    /** Why the file could not be read to its end. */
    public record Failure(String code, String detail) {}

    static ImportResponse of(ImportEntity row, ImportState state, Outcome outcome) {
        return new ImportResponse(
                row.importId,
                row.dataSet,
                state,
                state == ImportState.QUERYABLE,
                row.fileName,
                row.mediaType,
                row.contentLength,
                row.bytes,
                progress(row, state),
                row.sha256,
                row.rowsRead,
                row.accepted,
                row.quarantined,
                outcome.stored(),
                outcome.duplicates(),
                outcome.conflicts(),
                row.ignoredColumns,
                row.offsets,
                row.createdAt,
                row.updatedAt,
                row.finishedAt,
                failure(row, state));
    }

    private static @Nullable Double progress(ImportEntity row, ImportState state) {
        return switch (state) {
            case RUNNING, QUERYABLE -> 1.0;
            case RECEIVING, FAILED ->
                row.contentLength == null || row.contentLength == 0
                        ? null
                        : Math.min(1.0, (double) row.bytes / row.contentLength);
        };
    }

    private static @Nullable Failure failure(ImportEntity row, ImportState state) {
        if (state != ImportState.FAILED) {
            return null;
        }
        return row.failureCode == null || row.failure == null
                ? new Failure(
                        ImportProblem.INTERRUPTED.code(),
                        "The service ended while it received the file. Send the file again; what is stored already is not stored twice.")
                : new Failure(row.failureCode, row.failure);
    }
}
