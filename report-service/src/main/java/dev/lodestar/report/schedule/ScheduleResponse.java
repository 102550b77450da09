package dev.lodestar.report.schedule;

import dev.lodestar.report.run.domain.RunState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as readers see it.
 *
 * @param nextRunAt when it is due next; null while it is not enabled
 * @param nextTimes the next few times of its expression in its zone, also while it is not enabled
 * @param createdBy the provider's id of who made it
 */
@RegisterForReflection
record ScheduleResponse(
        UUID id,
        String name,
        String cron,
        String timeZone,
        boolean enabled,
        ScheduledRunResponse run,
        int version,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,
        @Nullable Instant nextRunAt,
        List<OffsetDateTime> nextTimes,
        @Nullable LastRun lastRun,
        @Nullable LastSkipped lastSkipped) {
    /** What each of its runs is asked, defaults filled in. */
    @RegisterForReflection
    record ScheduledRunResponse(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Integer lastDays,
            @Nullable String segment,
            List<String> levers,
            int months,
            long seed) {}

    /**
     * The run that it started last.
     *
     * @param state running, succeeded, partial or failed; null when the run is not kept any more
     * @param at the time that it was due for
     */
    @RegisterForReflection
    record LastRun(UUID id, @Nullable String state, Instant at) {}

    /** The time that it left out last. */
    @RegisterForReflection
    record LastSkipped(Instant at, String reason) {}

    /**
     * @param states of the runs that are kept
     * @param preview so many times
     */
    static ScheduleResponse of(ScheduleEntity schedule, Map<UUID, RunState> states, Instant now, int preview) {
        return new ScheduleResponse(
                schedule.id,
                schedule.name,
                schedule.cron,
                schedule.timeZone,
                schedule.enabled,
                run(schedule),
                schedule.version,
                schedule.createdAt,
                schedule.createdBy,
                schedule.updatedAt,
                schedule.updatedBy,
                schedule.nextRunAt,
                schedule.times().next(now, preview).stream()
                        .map(ZonedDateTime::toOffsetDateTime)
                        .toList(),
                lastRun(schedule, states),
                schedule.lastSkippedAt == null || schedule.lastSkippedReason == null
                        ? null
                        : new LastSkipped(schedule.lastSkippedAt, schedule.lastSkippedReason));
    }

    private static ScheduledRunResponse run(ScheduleEntity schedule) {
        return new ScheduledRunResponse(
                schedule.from,
                schedule.to,
                schedule.lastDays,
                schedule.segment,
                schedule.run().spec().levers(),
                schedule.months,
                schedule.seed);
    }

    private static @Nullable LastRun lastRun(ScheduleEntity schedule, Map<UUID, RunState> states) {
        if (schedule.lastRunId == null || schedule.lastRunAt == null) {
            return null;
        }
        RunState state = states.get(schedule.lastRunId);
        return new LastRun(schedule.lastRunId, state == null ? null : state.wireName(), schedule.lastRunAt);
    }
}
