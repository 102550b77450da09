package dev.lodestar.ingest.replay;

import dev.lodestar.ingest.reading.CsvReader;
import dev.lodestar.ingest.reading.SourceRow;
import dev.lodestar.ingest.reading.UnreadableSourceException;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.validation.QualityCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the quarantine, with what is needed to read it again.
 *
 * @param csvHeader the header line of its CSV file; null for JSON, empty when it is not known
 * @param rowNumber null when the row comes from the log and not from a client
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; nobody compares or changes them
record KeptRow(
        long id,
        DataSet dataSet,
        Instant receivedAt,
        String code,
        byte[] raw,
        long rawLength,
        @Nullable UUID importId,
        @Nullable Long rowNumber,
        @Nullable String csvHeader) {
    /** What was sent together: identical rows of it are told apart by their order. */
    record Sending(@Nullable UUID importId, @Nullable Instant receivedAt) {}

    Sending sending() {
        return importId == null ? new Sending(null, receivedAt) : new Sending(importId, null);
    }

    /** The row as it was read from the client, empty when it cannot be had. */
    Optional<SourceRow> read() {
        boolean cut = raw.length < rawLength || raw.length == 0;
        if (cut || rowNumber == null || code.equals(QualityCode.CONFLICT.wireName())) {
            return Optional.empty();
        }
        if (csvHeader == null) {
            return Optional.of(new SourceRow.Json(rowNumber, raw));
        }
        return csvHeader.isEmpty() ? Optional.empty() : Optional.of(cells(csvHeader));
    }

    private SourceRow cells(String header) {
        List<ByteArrayInputStream> file = List.of(
                new ByteArrayInputStream((header + "\n").getBytes(StandardCharsets.UTF_8)),
                new ByteArrayInputStream(raw));
        try {
            CsvReader reader = new CsvReader(
                    new SequenceInputStream(Collections.enumeration(file)), header.length() * 4 + raw.length + 1024);
            SourceRow row = reader.next();
            return row instanceof SourceRow.Cells && reader.next() == null
                    ? row
                    : new SourceRow.Unreadable(1, raw, raw.length, SourceRow.Fault.MALFORMED, "the row is broken");
        } catch (IOException | UnreadableSourceException e) {
            throw new IllegalStateException("a header that was read once can be read again", e);
        }
    }
}
