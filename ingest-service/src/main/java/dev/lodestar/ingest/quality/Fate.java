package dev.lodestar.ingest.quality;

import java.util.Locale;

/** What became of rows, as it is booked. A refused row is booked twice: as {@link #QUARANTINED} and under its quality code. */
public enum Fate {
    /** Came in. */
    RECEIVED,
    /** Acknowledged by the broker. */
    ACCEPTED,
    /** Repeated another row of the same request. */
    DUPLICATE,
    /** Refused: at the edge, or by the warehouse writer for another body under a known id. */
    QUARANTINED,
    /** In the warehouse; for profiles and acquisition: changed something there. */
    STORED,
    /** Was in the warehouse already; for profiles and acquisition: changed nothing there. */
    STORED_BEFORE,
    /** Could not be stored and went to the dead letters. */
    DEAD_LETTER,
    /** No row at all: an erasure or a barrier of a run, which has its place in the log like any other record. */
    CONTROL;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
