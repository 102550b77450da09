package dev.lodestar.engine.feature;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The adoption of every feature of the tracking plan.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param activeUsers users active in the range, with or without a profile
 * @param features one row a feature, in the order of the plan
 * @param reason why the figures are null, else null
 */
public record FeatureAdoptionAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        @Nullable Long activeUsers,
        List<FeatureAdoption> features,
        @Nullable String reason) {}
