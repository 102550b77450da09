package dev.lodestar.engine.cohort;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Early against late cohorts.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param early the first quarter of the mature cohorts; null with a reason where there are too few
 * @param late the last quarter of them
 * @param periods their retention in a few periods of their lives
 * @param logRank whether they keep users equally long
 * @param reason why the figures are null, else null
 */
public record ComparisonAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        @Nullable CohortSet early,
        @Nullable CohortSet late,
        List<ComparedPeriod> periods,
        @Nullable LogRankTest logRank,
        @Nullable String reason) {}
