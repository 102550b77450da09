package dev.lodestar.engine.activity;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Daily, weekly and monthly active users with their ratios, and on how many days of the range people came.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param series one row for each day of the range
 * @param histogram one row for each number of days from 1 to the length of the range
 * @param reason why the counts are null, else null
 */
public record StickinessAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        List<StickinessDay> series,
        List<ActiveDaysBucket> histogram,
        @Nullable String reason) {}
