package dev.lodestar.report.run;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Looks after unfinished runs: ends steps that have had their time, and takes up what a stopped replica left behind. Then tells others of the runs that have ended, each at
 * least once: it counts as told when the broker has acknowledged. A run that fails here is tried again and keeps no other from its turn.
 */
@ApplicationScoped
class RunWatch {
    private static final Logger LOG = Logger.getLogger(RunWatch.class);

    private final RunStore store;
    private final RunDriver driver;
    private final RunEndPublisher ends;

    RunWatch(RunStore store, RunDriver driver, RunEndPublisher ends) {
        this.store = store;
        this.driver = driver;
        this.ends = ends;
    }

    @Scheduled(
            every = "${lodestar.run.watch-interval:1s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> watch() {
        return store.unfinished()
                .onItem()
                .transformToMulti(runs -> Multi.createFrom().iterable(runs))
                .onItem()
                .transformToUniAndConcatenate(this::tryLook)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> tryLook(RunEntity run) {
        return Uni.createFrom().deferred(() -> look(run)).onFailure().recoverWithItem(failure -> {
            LOG.errorf(failure, "A run could not be looked after and will be tried again, run_id=%s", run.id);
            return null;
        });
    }

    private Uni<Void> look(RunEntity run) {
        Uni<Void> expired =
                store.overdue(run) ? store.expire(run.id) : Uni.createFrom().voidItem();
        return expired.invoke(() -> {
            if (store.overdue(run) || run.steps().undispatched() || run.steps().readyToCompose()) {
                driver.advance(run.id);
            }
        });
    }

    @Scheduled(
            every = "${lodestar.run.watch-interval:1s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> tellEnds() {
        return store.untold()
                .onItem()
                .transformToMulti(runs -> Multi.createFrom().iterable(runs))
                .onItem()
                .transformToUniAndConcatenate(this::tryTellEnd)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> tryTellEnd(UUID id) {
        return store.claimEnd(id)
                .chain(run -> run == null ? Uni.createFrom().voidItem() : tellEnd(run))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "The end of a run could not be told and will be tried again, run_id=%s", id);
                    return null;
                });
    }

    private Uni<Void> tellEnd(RunEntity run) {
        return Uni.createFrom()
                .deferred(() -> ends.publish(run))
                .chain(() -> store.endPublished(run.id))
                .onFailure()
                .call(() -> store.release(run.id, Objects.requireNonNull(run.claimedUntil)));
    }
}
