/**
 * Cuts what clients send (CSV files, NDJSON files, JSON bodies) into rows, in bounded memory, and keeps each row's raw bytes. A row that is no
 * row (a broken quote, a line without end) comes out as {@link dev.lodestar.ingest.reading.SourceRow.Unreadable} and costs no other row. What a row means is not decided here.
 */
@NullMarked
package dev.lodestar.ingest.reading;

import org.jspecify.annotations.NullMarked;
