package dev.lodestar.ingest.imports;

import dev.lodestar.kit.problem.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Which page of the imports is asked for. */
class ImportsQuery {
    static final int MAX_LIMIT = 200;

    /** {@code next_cursor} of the page before. */
    @QueryParam("cursor")
    @Nullable
    String cursor;

    @QueryParam("limit")
    @DefaultValue("50")
    @Min(1)
    @Max(MAX_LIMIT)
    int limit;

    @Nullable
    Instant before() {
        try {
            return cursor == null ? null : Instant.parse(cursor);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid("cursor", cursor, "the next_cursor of the page before");
        }
    }
}
