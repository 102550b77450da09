package dev.lodestar.ingest.quality;

import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which days of events are judged: {@code [from, to)} in the project's zone; by default the last seven complete ones that have data. */
class DriftQuery {
    static final int DEFAULT_DAYS = 7;
    static final int MAX_DAYS = 92;

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    /** The day after the last one judged; null when the data say. */
    @Nullable
    LocalDate end() {
        return to == null ? null : Days.parse("to", to);
    }

    /** The first day, given the day after the last one. */
    LocalDate start(LocalDate end) {
        return Days.start(from == null ? end.minusDays(DEFAULT_DAYS) : Days.parse("from", from), end, MAX_DAYS);
    }
}
