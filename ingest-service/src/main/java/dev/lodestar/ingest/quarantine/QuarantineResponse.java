package dev.lodestar.ingest.quarantine;

import dev.lodestar.ingest.reading.Utf8;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
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
     * @param rawEncoding {@code utf-8} or {@code base64}; null when the caller may not see the bytes
     * @param raw the row as it came; of an over-long row the beginning
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

    static QuarantineResponse of(List<QuarantineEntity> found, int limit, boolean withRaw) {
        List<QuarantineEntity> page = found.size() > limit ? found.subList(0, limit) : found;
        Long next = found.size() > limit ? page.getLast().quarantineId : null;
        return new QuarantineResponse(
                page.stream().map(row -> row(row, withRaw)).toList(), next);
    }

    private static Row row(QuarantineEntity row, boolean withRaw) {
        boolean text = Utf8.isValid(row.raw);
        String encoding = text ? "utf-8" : "base64";
        String raw = text
                ? new String(row.raw, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(row.raw);
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
                withRaw ? encoding : null,
                withRaw ? raw : null);
    }
}
