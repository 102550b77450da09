package dev.lodestar.ingest.quarantine;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which rows of the quarantine are asked for; every parameter narrows. */
class QuarantineQuery {
    static final int MAX_LIMIT = 500;

    /** {@code events}, {@code profiles} or {@code acquisition}. */
    @QueryParam("data_set")
    @Nullable
    String dataSet;

    /** A code of the data-quality rules. */
    @QueryParam("code")
    @Nullable
    String code;

    @QueryParam("import_id")
    @Nullable
    UUID importId;

    /** {@code next_cursor} of the page before. */
    @QueryParam("cursor")
    @DefaultValue("0")
    @Min(0)
    long cursor;

    @QueryParam("limit")
    @DefaultValue("100")
    @Min(1)
    @Max(MAX_LIMIT)
    int limit;
}
