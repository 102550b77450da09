package dev.lodestar.report.schedule;

import dev.lodestar.report.run.ScheduledRuns;
import dev.lodestar.report.schedule.DueSchedules.Fate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Looks for schedules that are due and starts their runs, each in a transaction of its own: one that fails stays due and keeps no other from its run. */
@ApplicationScoped
class ScheduleRunner {
    private static final Logger LOG = Logger.getLogger(ScheduleRunner.class);

    private final DueSchedules due;
    private final ScheduledRuns runs;
    private final Clock clock;
    private final AtomicInteger waiting;
    private final Counter started;
    private final Counter skipped;
    private final Counter deferred;
    private final Counter failed;

    ScheduleRunner(DueSchedules due, ScheduledRuns runs, Clock clock, MeterRegistry meters) {
        this.due = due;
        this.runs = runs;
        this.clock = clock;
        this.waiting = meters.gauge("lodestar.schedule.due", new AtomicInteger());
        this.started = times(meters, "started");
        this.skipped = times(meters, "skipped");
        this.deferred = times(meters, "deferred");
        this.failed = times(meters, "failed");
    }

    private static Counter times(MeterRegistry meters, String outcome) {
        return meters.counter("lodestar.schedule.times", "outcome", outcome);
    }

    @Scheduled(
            every = "${lodestar.schedule.poll-interval:10s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> look() {
        return round(clock.instant());
    }

    /** Deals with everything that is due at an instant. */
    Uni<Void> round(Instant now) {
        return due.ids(now)
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(id -> deal(id, now))
                .collect()
                .with(Collectors.summingInt(dealt -> dealt ? 0 : 1))
                .invoke(waiting::set)
                .replaceWithVoid();
    }

    /** Whether the schedule is dealt with, and not due any more. */
    private Uni<Boolean> deal(UUID id, Instant now) {
        return due.take(id, now).map(fate -> note(id, fate)).onFailure().recoverWithItem(failure -> {
            failed.increment();
            LOG.errorf(failure, "A scheduled run could not be started and will be tried again, schedule_id=%s", id);
            return false;
        });
    }

    private boolean note(UUID id, Fate fate) {
        switch (fate) {
            case Fate.Started(UUID run) -> {
                started.increment();
                LOG.infof("A scheduled run is started, schedule_id=%s run_id=%s", id, run);
                runs.advance(run);
            }
            case Fate.Skipped(UUID run) -> {
                skipped.increment();
                LOG.infof("A scheduled run is left out, the one before goes on, schedule_id=%s run_id=%s", id, run);
            }
            case Fate.Deferred(long unfinished) -> {
                deferred.increment();
                LOG.warnf("A scheduled run waits for room, schedule_id=%s unfinished=%d", id, unfinished);
            }
            case Fate.Gone() -> {}
        }
        return !(fate instanceof Fate.Deferred);
    }
}
