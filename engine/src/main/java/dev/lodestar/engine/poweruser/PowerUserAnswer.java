package dev.lodestar.engine.poweruser;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The power user curve of the trailing 28 days.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param curve one row for each number of days from 1 to 28
 * @param threshold the smallest number of days that at most {@code topShare} of the active users reach; null where even 28 days are
 *     reached by more
 * @param powerUsers users at or above the threshold; 0 where there is none
 * @param activeUsers users active in the window
 * @param topShare the parameter
 * @param eventShare the share of the window's active events made by power users
 * @param reason why the figures are null, else null
 */
public record PowerUserAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        List<PowerCurvePoint> curve,
        @Nullable Integer threshold,
        @Nullable Long powerUsers,
        @Nullable Long activeUsers,
        double topShare,
        @Nullable Double eventShare,
        @Nullable String reason) {}
