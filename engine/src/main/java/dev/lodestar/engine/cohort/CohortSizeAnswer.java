package dev.lodestar.engine.cohort;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;

/**
 * How many users a cohort has.
 *
 * @param users members that the data know, of those whom the caller may count
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was counted
 */
public record CohortSizeAnswer(long users, AsOf asOf, double completeness, Instant computedAt) {}
