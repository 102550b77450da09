package dev.lodestar.engine.revenue;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Revenue by monthly cohort, and monthly recurring revenue.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param cohorts the cohorts that have users, in time order
 * @param total all of them
 * @param channels the same users by acquisition channel, by name; only channels that have some
 * @param mrr one row for every month that overlaps the range; empty where no revenue is known
 * @param reason why the figures are null, else null
 */
public record CohortRevenueAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        List<CohortRevenue> cohorts,
        CohortRevenue total,
        List<ChannelRevenue> channels,
        List<MrrMonth> mrr,
        @Nullable String reason) {}
