package dev.lodestar.engine.funnel;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The seven-stage growth funnel.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param stages all seven stages of all users who count
 * @param breakdown the same by an attribute, null where none was asked for
 * @param dropOff where users are lost
 */
public record GrowthFunnelAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        List<FunnelStageRow> stages,
        @Nullable FunnelBreakdown breakdown,
        DropOff dropOff) {}
