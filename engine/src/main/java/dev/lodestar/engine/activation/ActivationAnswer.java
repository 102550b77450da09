package dev.lodestar.engine.activation;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many users reach the first moment of value, and how soon.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param totalUsers profiles with signup before the end of the range
 * @param statuses how many of them have each status
 * @param rates the share activated within given numbers of days
 * @param medianHours hours from signup by which half are activated, by Kaplan–Meier; null where that is not reached
 * @param p90Hours the same for nine in ten
 * @param reason why the figures are null, else null
 */
public record ActivationAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        @Nullable Long totalUsers,
        @Nullable ActivationStatuses statuses,
        List<ActivationRate> rates,
        @Nullable Double medianHours,
        @Nullable Double p90Hours,
        @Nullable String reason) {}
