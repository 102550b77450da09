package dev.lodestar.engine.activity;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Active users by calendar period, with their lifecycle.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param period the wire name of the period
 * @param series one row for every period that overlaps the range
 * @param reason why the counts are null, else null
 */
public record EngagementAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        String period,
        List<EngagementRow> series,
        @Nullable String reason) {}
