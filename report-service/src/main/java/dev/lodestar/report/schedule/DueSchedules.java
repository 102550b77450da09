package dev.lodestar.report.schedule;

import dev.lodestar.report.run.ScheduledRuns;
import dev.lodestar.report.run.ScheduledRuns.Start;
import dev.lodestar.report.run.domain.RunSpec;
import dev.lodestar.report.run.domain.RunState;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The transactions of the runner. */
@ApplicationScoped
class DueSchedules {
    private final ScheduleRepository schedules;
    private final ScheduledRuns runs;
    private final ScheduleConfig config;
    private final ZoneId projectZone;

    DueSchedules(
            ScheduleRepository schedules,
            ScheduledRuns runs,
            ScheduleConfig config,
            @ConfigProperty(name = "lodestar.time-zone") ZoneId projectZone) {
        this.schedules = schedules;
        this.runs = runs;
        this.config = config;
        this.projectZone = projectZone;
    }

    /** What became of a schedule that was seen to be due. */
    sealed interface Fate {
        /** Its run is stored and its next time set. */
        record Started(UUID run) implements Fate {}

        /** Its run before goes on: the time is left out. */
        record Skipped(UUID run) implements Fate {}

        /** It stays due until there is room for its run. */
        record Deferred(long unfinished) implements Fate {}

        /** Another replica has it, or it is not due any more. */
        record Gone() implements Fate {}
    }

    @WithSession
    Uni<List<UUID>> ids(Instant now) {
        return schedules.due(now, config.limit());
    }

    /** Starts the run that is due, of all replicas on one. However many times were missed, the last of them counts, and the others do not. */
    @WithTransaction
    Uni<Fate> take(UUID id, Instant now) {
        return schedules
                .lockedIfDue(id, now)
                .chain(schedule -> schedule == null ? Uni.createFrom().item(new Fate.Gone()) : take(schedule, now));
    }

    private Uni<Fate> take(ScheduleEntity schedule, Instant now) {
        Instant due = schedule.times().latest(schedule.dueAt(), now);
        UUID last = schedule.lastRunId;
        return last == null
                ? start(schedule, due, now)
                : runs.states(List.of(last))
                        .chain(states -> states.get(last) == RunState.RUNNING
                                ? Uni.createFrom().item(skip(schedule, last, due, now))
                                : start(schedule, due, now));
    }

    private static Fate skip(ScheduleEntity schedule, UUID last, Instant due, Instant now) {
        schedule.skipped(due, "run " + last + " was still going", now);
        return new Fate.Skipped(last);
    }

    private Uni<Fate> start(ScheduleEntity schedule, Instant due, Instant now) {
        RunSpec spec = schedule.run().dueOn(due.atZone(projectZone).toLocalDate());
        return runs.store(spec, schedule.id, schedule.name, due.toString()).map(start -> switch (start) {
            case Start.Stored(UUID run) -> {
                schedule.started(run, due, now);
                yield new Fate.Started(run);
            }
            case Start.NoRoom(long unfinished) -> new Fate.Deferred(unfinished);
        });
    }
}
