package dev.lodestar.ingest.validation;

import org.jspecify.annotations.Nullable;

/** What validation made of a row. */
public sealed interface Validated {
    /** The row is fine. */
    record Accepted(Candidate candidate) implements Validated {}

    /**
     * The row belongs in the quarantine.
     *
     * @param detail for people; names no value of the row
     * @param eventId the id that an event came with, null where it has none that can be read
     */
    record Refused(
            QualityCode code, String detail, @Nullable String eventId) implements Validated {
        Refused(QualityCode code, String detail) {
            this(code, detail, null);
        }

        /** The same of the event with an id. */
        Refused of(@Nullable String id) {
            return new Refused(code, detail, id);
        }
    }
}
