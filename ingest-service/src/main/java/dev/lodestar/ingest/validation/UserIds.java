package dev.lodestar.ingest.validation;

import dev.lodestar.ingest.reading.SourceRow;
import org.jspecify.annotations.Nullable;

/** Finds whose row it is, also where the row will be refused. */
public final class UserIds {
    private final ValidationLimits limits;
    private final JsonValues json;

    public UserIds(ValidationLimits limits) {
        this.limits = limits;
        this.json = new JsonValues(limits.maxNesting());
    }

    /** The user id of a row, null where there is none or the row cannot be read. */
    public @Nullable String of(SourceRow row) {
        try {
            return Fields.of(row, limits, json).userId(limits);
        } catch (Refusal unreadable) {
            return null;
        }
    }
}
