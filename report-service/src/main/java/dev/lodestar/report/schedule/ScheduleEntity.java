package dev.lodestar.report.schedule;

import dev.lodestar.report.run.domain.RunSpec;
import dev.lodestar.report.schedule.domain.CronTimes;
import dev.lodestar.report.schedule.domain.InvalidCronException;
import dev.lodestar.report.schedule.domain.ScheduledSpec;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of {@code schedule}. */
@Entity
@Table(name = "schedule")
class ScheduleEntity {
    @Id
    UUID id;

    String name;
    String cron;

    @Column(name = "time_zone")
    String timeZone;

    boolean enabled;

    @Column(name = "range_from")
    @Nullable
    LocalDate from;

    @Column(name = "range_to")
    @Nullable
    LocalDate to;

    @Column(name = "last_days")
    @Nullable
    Integer lastDays;

    @Nullable
    String segment;

    /** Names separated by commas; empty for all. */
    String levers;

    int months;
    long seed;
    int version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "updated_by")
    String updatedBy;

    /** Null while the schedule is not enabled. */
    @Column(name = "next_run_at")
    @Nullable
    Instant nextRunAt;

    @Column(name = "last_run_id")
    @Nullable
    UUID lastRunId;

    /** The time that the last run was due for. */
    @Column(name = "last_run_at")
    @Nullable
    Instant lastRunAt;

    @Column(name = "last_skipped_at")
    @Nullable
    Instant lastSkippedAt;

    @Column(name = "last_skipped_reason")
    @Nullable
    String lastSkippedReason;

    static ScheduleEntity of(UUID id, ScheduleDraft draft, String by, Instant at) {
        ScheduleEntity schedule = new ScheduleEntity();
        schedule.id = id;
        schedule.createdAt = at;
        schedule.createdBy = by;
        schedule.take(draft, by, at);
        return schedule;
    }

    /** Puts a draft in the place of what there is. A time that is due already stays due where the draft would have it too. */
    void take(ScheduleDraft draft, String by, Instant at) {
        boolean sameTimes = enabled == draft.enabled()
                && draft.cron().equals(cron)
                && draft.zone().getId().equals(timeZone);
        if (!sameTimes) {
            nextRunAt = draft.enabled() ? draft.times().next(at) : null;
        }
        RunSpec spec = draft.run().spec();
        name = draft.name();
        cron = draft.cron();
        timeZone = draft.zone().getId();
        enabled = draft.enabled();
        from = spec.from();
        to = spec.to();
        lastDays = draft.run().lastDays();
        segment = spec.segment();
        levers = String.join(",", spec.levers());
        months = spec.months();
        seed = spec.seed();
        updatedAt = at;
        updatedBy = by;
        version++;
    }

    ScheduledSpec run() {
        List<String> named = levers.isEmpty() ? List.of() : List.of(levers.split(","));
        return new ScheduledSpec(new RunSpec(from, to, segment, named, months, seed), lastDays);
    }

    CronTimes times() {
        try {
            return CronTimes.of(cron, ZoneId.of(timeZone));
        } catch (InvalidCronException e) {
            throw new IllegalStateException("a stored expression cannot be read", e);
        }
    }

    /** When it is due next, of one that is enabled. */
    Instant dueAt() {
        return Objects.requireNonNull(nextRunAt, "a schedule that is not enabled is not due");
    }

    /** The run that was due is stored; the next one is due at the first time after now. */
    void started(UUID run, Instant due, Instant now) {
        lastRunId = run;
        lastRunAt = due;
        nextRunAt = times().next(now);
    }

    /** The time that was due is left out. */
    void skipped(Instant due, String reason, Instant now) {
        lastSkippedAt = due;
        lastSkippedReason = reason;
        nextRunAt = times().next(now);
    }
}
