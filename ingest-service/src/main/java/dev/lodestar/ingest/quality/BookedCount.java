package dev.lodestar.ingest.quality;

import java.time.Instant;

/**
 * An entry of the books, summed over its sources.
 *
 * @param quarter the beginning of the quarter of an hour of receipt, of entries of earlier versions that of the hour
 * @param code a fate, or the code of a quality rule
 */
record BookedCount(String dataSet, Instant quarter, String code, long count) {}
