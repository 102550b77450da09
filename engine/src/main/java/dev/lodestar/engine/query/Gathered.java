package dev.lodestar.engine.query;

/**
 * What the partitions said, together.
 *
 * @param tally the sum of the partitions' tallies
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered, 1.0 when all did
 */
public record Gathered(Tally tally, AsOf asOf, double completeness) {}
