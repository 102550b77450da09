package dev.lodestar.ingest.quarantine;

import dev.lodestar.ingest.reading.Utf8;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of the quarantine.
 *
 * @param nextCursor where the next page begins, null on the last
 */
public record QuarantineResponse(List<Row> rows, @Nullable Long nextCursor) {
    /**
     * A refused row.
     *
     * @param rawLength bytes of the row as it came
     * @param rawEncoding {@code utf-8}, {@code base64}, or {@code sealed} when the key that the bytes are encrypted under is not configured any more; null when the caller may not
     *     see them
     * @param raw the row as it came; of an over-long row the beginning; null when it cannot be read or the caller may not see it
     */
    public record Row(
            long id,
            String dataSet,
            Instant receivedAt,
            String code,
            String detail,
            int planVersion,
            @Nullable UUID importId,
            @Nullable Long rowNumber,
            long rawLength,
            @Nullable String rawEncoding,
            @Nullable String raw) {}

    /** @param bytes opens the bytes of rows; null when the caller may not see them */
    static QuarantineResponse of(QuarantineRepository.Page page, @Nullable KeptBytes bytes) {
        Long next = page.more() && !page.rows().isEmpty() ? page.rows().getLast().quarantineId : null;
        return new QuarantineResponse(
                page.rows().stream().map(row -> row(row, bytes)).toList(), next);
    }

    private static Row row(QuarantineEntity row, @Nullable KeptBytes bytes) {
        Optional<byte[]> raw = bytes == null ? Optional.empty() : bytes.opened(row.dataSet, row.raw, row.keyVersion);
        return new Row(
                row.quarantineId,
                row.dataSet,
                row.receivedAt,
                row.code,
                row.detail,
                row.planVersion,
                row.importId,
                row.rowNumber,
                row.rawLength,
                bytes == null ? null : raw.map(QuarantineResponse::encoding).orElse("sealed"),
                raw.map(QuarantineResponse::text).orElse(null));
    }

    private static String encoding(byte[] raw) {
        return Utf8.isValid(raw) ? "utf-8" : "base64";
    }

    private static String text(byte[] raw) {
        return Utf8.isValid(raw)
                ? new String(raw, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(raw);
    }
}
