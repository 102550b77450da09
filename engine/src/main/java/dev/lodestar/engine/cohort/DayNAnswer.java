package dev.lodestar.engine.cohort;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Day-N retention of the users who signed up in the range.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param days one row for each N
 * @param reason why the figures are null, else null
 */
public record DayNAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        List<DayNRow> days,
        @Nullable String reason) {}
