package dev.lodestar.engine.cohort;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The retention matrix.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param period the wire name of the period
 * @param mode the wire name of the mode
 * @param cohorts the cohorts that have users, in time order
 * @param pooled the columns, from 0
 * @param groups the same by value of the breakdown, the largest first; null without a breakdown
 * @param reason why the figures are null, else null
 */
public record RetentionAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        String period,
        String mode,
        List<RetentionCohort> cohorts,
        List<PooledRetention> pooled,
        @Nullable List<RetentionGroup> groups,
        @Nullable String reason) {}
