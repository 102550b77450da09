package dev.lodestar.ingest.quality;

import java.time.Instant;

/**
 * An entry of the books, summed over its sources.
 *
 * @param code a fate, or the code of a quality rule
 */
record BookedCount(String dataSet, Instant hour, String code, long count) {}
