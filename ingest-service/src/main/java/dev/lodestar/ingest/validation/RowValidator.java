package dev.lodestar.ingest.validation;

import dev.lodestar.ingest.reading.SourceRow;
import java.time.Instant;

/** Validates the rows of one data set. Implementations are immutable and pure. */
public sealed interface RowValidator permits EventValidator, ProfileValidator, AcquisitionValidator {
    Validated validate(SourceRow row, Instant receivedAt);
}
