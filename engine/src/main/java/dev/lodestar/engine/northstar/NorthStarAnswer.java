package dev.lodestar.engine.northstar;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Weekly active collaborative workspaces: where the product stands against its target.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param unit {@code workspace}, or {@code user} where no event in the data names a workspace
 * @param current the value of the last complete week
 * @param currentWeek the start of that week
 * @param previous the value of the complete week before it
 * @param fourWeekMean the mean of the last four complete weeks; null where there are fewer
 * @param target the value aimed at, or null where none is set
 * @param attainment current/target
 * @param forecastDate the start of the first week whose trend value meets the target; the current week where it is met already; null
 *     where the trend does not meet it within ten years
 * @param weekly one row for every week that overlaps the range
 * @param reason why the figures are null, else null
 */
public record NorthStarAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        String unit,
        @Nullable Long current,
        @Nullable LocalDate currentWeek,
        @Nullable Long previous,
        @Nullable Double fourWeekMean,
        @Nullable Double target,
        @Nullable Double attainment,
        @Nullable LocalDate forecastDate,
        List<NorthStarWeek> weekly,
        @Nullable String reason) {}
