package dev.lodestar.engine.acquisition;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Visitors and spend, in total, by channel and by month. Under any filter there are none: whose they are is not known.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param knownFrom the first day of the range that has a row; null without rows
 * @param knownTo the day after the last day of the range that has a row; null without rows
 * @param visitors all visitors in the range; null under a filter, and where no day of it has a row
 * @param spend the sum of what is known of the spend; null where nothing is
 * @param channels one row a channel, by name
 * @param monthly one row a month that has data, in time order
 * @param reason why the figures are null, else null
 */
public record AcquisitionAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        @Nullable LocalDate knownFrom,
        @Nullable LocalDate knownTo,
        @Nullable Long visitors,
        @Nullable Double spend,
        List<ChannelAcquisition> channels,
        List<MonthlyAcquisition> monthly,
        @Nullable String reason) {}
