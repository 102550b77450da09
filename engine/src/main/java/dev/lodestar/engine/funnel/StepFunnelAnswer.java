package dev.lodestar.engine.funnel;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ad-hoc funnel.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param steps all steps of all users who count
 * @param breakdown the same by the groups asked for, null where none were
 * @param dropOff where users are lost; its worst pairs are of the breakdown's groups
 * @param trend the funnel by period, earliest first; null where none was asked for
 * @param removedUsers users whom an exclusion took out; they are in no other figure
 * @param usersWithoutPeriod users who are in no period of a trend by signup, because they have no profile
 * @param notes what a reader should know of the figures
 */
public record StepFunnelAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        List<StepFunnelRow> steps,
        @Nullable StepFunnelBreakdown breakdown,
        DropOff dropOff,
        @Nullable List<StepFunnelPeriod> trend,
        long removedUsers,
        long usersWithoutPeriod,
        List<String> notes) {}
