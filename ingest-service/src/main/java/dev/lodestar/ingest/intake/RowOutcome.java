package dev.lodestar.ingest.intake;

import dev.lodestar.ingest.validation.QualityCode;
import org.jspecify.annotations.Nullable;

/**
 * What became of a row.
 *
 * @param number its place in the request or file, from 1
 * @param eventId the id an event is stored under; of a refused one that it came with; null where there is none
 * @param code why the row was refused, null unless it was
 */
public record RowOutcome(
        long number,
        @Nullable String eventId,
        Status status,
        @Nullable QualityCode code) {
    public enum Status {
        STORED,
        DUPLICATE,
        QUARANTINED
    }

    static RowOutcome stored(long number, @Nullable String eventId) {
        return new RowOutcome(number, eventId, Status.STORED, null);
    }

    static RowOutcome duplicate(long number, String eventId) {
        return new RowOutcome(number, eventId, Status.DUPLICATE, null);
    }

    static RowOutcome quarantined(long number, @Nullable String eventId, QualityCode code) {
        return new RowOutcome(number, eventId, Status.QUARANTINED, code);
    }
}
